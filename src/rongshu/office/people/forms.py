"""Forms of user administration."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from rongshu.office.people.models import Organisation, User


class TreeChoice(forms.ModelChoiceField):
    """An organisation, drawn as a tree."""

    def label_from_instance(self, obj: Organisation) -> str:
        """The name, moved in by its depth."""
        return "　" * obj.depth + obj.label


class UserForm(forms.ModelForm):
    """A user as the administrator sees one."""

    organisation = TreeChoice(
        Organisation.objects.all(), label=_("机构"), required=False, empty_label=_("（无）")
    )

    class Meta:
        model = User
        fields: ClassVar = ["username", "name", "name_en", "organisation", "role"]
        help_texts: ClassVar = {
            "username": _("登录用；可用汉字、字母、数字和 @ . + - _。"),
            "role": _(
                "管理员管理用户并可做规划人员的一切；规划人员编译、审核、发布；运行监测人员收报表、录数据；"
                "县区和园区维护本单位的台账；领导和企业只读。"
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["autocomplete"] = "off"

    def clean_username(self) -> str:
        """Unique without regard to case."""
        username = self.cleaned_data["username"].strip()
        if User.objects.filter(username__iexact=username).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("该用户名已被使用。"))
        return username


class OwnRoleForm(UserForm):
    """An administrator's own entry: nobody takes the last key away from oneself by mistake."""

    class Meta(UserForm.Meta):
        fields: ClassVar = ["username", "name", "name_en", "organisation"]


class OrganisationForm(forms.ModelForm):
    """A place in the tree."""

    parent = TreeChoice(Organisation.objects.all(), label=_("上级"), required=False, empty_label=_("（无）"))

    class Meta:
        model = Organisation
        fields: ClassVar = ["name", "name_en", "kind", "parent"]

    def clean_parent(self) -> Organisation | None:
        """Not the organisation itself nor one below it."""
        parent = self.cleaned_data["parent"]
        if parent is not None and self.instance.pk and parent.path.startswith(self.instance.path):
            raise forms.ValidationError(_("上级不能是本机构或其下级。"))
        return parent


class ProfileForm(forms.ModelForm):
    """What a person sets alone."""

    class Meta:
        model = User
        fields: ClassVar = ["locale", "theme"]


class ResetForm(forms.Form):
    """Confirms a reset."""

    without_second_step = forms.BooleanField(
        label=_("同时取消两步验证"), required=False, help_text=_("对方遗失手机和恢复码时勾选。")
    )
