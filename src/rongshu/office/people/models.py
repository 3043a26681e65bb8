"""Users and the tree of organisations they belong to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from rongshu.office.people.permission import Role

ROLE_NAMES = {
    Role.ADMINISTRATOR: _("管理员"),
    Role.PLANNER: _("规划人员"),
    Role.ANALYST: _("运行监测人员"),
    Role.VIEWER: _("领导（只读）"),
    Role.PARK: _("园区"),
    Role.COUNTY: _("县（市）区"),
    Role.FIRM: _("企业"),
}


class Organisation(models.Model):
    """A bureau, county bureau, park, chain office or firm; ``path`` is ``/1/4/``, own number last."""

    class Kind(models.TextChoices):
        BUREAU = "bureau", _("主管部门")
        COUNTY = "county", _("县（市）区部门")
        PARK = "park", _("园区管委会")
        CHAIN = "chain", _("链长办")
        FIRM = "firm", _("企业")

    name = models.CharField(_("名称"), max_length=120, unique=True)
    name_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    kind = models.CharField(_("类型"), max_length=12, choices=Kind.choices, default=Kind.BUREAU)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级"),
    )
    path = models.CharField(max_length=200, editable=False, db_index=True, default="")
    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["path"]
        verbose_name = _("机构")

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the path true; it holds the row's own number, so a new row is written twice."""
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path != self.path:
            below = Organisation.objects.filter(path__startswith=self.path).exclude(pk=self.pk)
            children = list(below) if self.path else []
            previous, self.path = self.path, path
            Organisation.objects.filter(pk=self.pk).update(path=path)
            for child in children:
                Organisation.objects.filter(pk=child.pk).update(path=path + child.path[len(previous) :])

    @property
    def label(self) -> str:
        """The name in the reader's language, Chinese where no English one is known."""
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name

    @property
    def depth(self) -> int:
        """0 for the top of a tree."""
        return max(self.path.count("/") - 2, 0)


class UserManager(BaseUserManager["User"]):
    """Makes users.  A user comes with the organisation: every page asks for the reach."""

    def get_queryset(self) -> models.QuerySet[User]:
        """Users with their organisations, in one query."""
        return super().get_queryset().select_related("organisation")

    def get_by_natural_key(self, username: str | None) -> User:
        """Names are compared without case, so that nobody registers a look-alike."""
        return self.get(username__iexact=username)

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """A user with a hashed password; without one nobody can log in."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody who logs in."""

    username = models.CharField(
        _("用户名"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("该用户名已被使用。")},
    )
    name = models.CharField(_("姓名"), max_length=60)
    name_en = models.CharField(_("英文姓名"), max_length=80, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("机构")
    )
    role = models.CharField(
        _("角色"),
        max_length=16,
        choices=[(role.value, name) for role, name in ROLE_NAMES.items()],
        default=Role.VIEWER.value,
    )
    locale = models.CharField(
        _("语言"), max_length=10, blank=True, choices=[("", _("跟随浏览器")), *settings.LANGUAGES]
    )
    theme = models.CharField(
        _("外观"),
        max_length=6,
        default="auto",
        choices=[("auto", _("跟随系统")), ("light", _("浅色")), ("dark", _("深色"))],
    )
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    date_joined = models.DateTimeField(_("建立时间"), default=timezone.now, editable=False)
    history = HistoricalRecords(excluded_fields=["password", "last_login", "theme", "locale"])

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["username"]
        verbose_name = _("用户")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The display name in the reader's language."""
        english = (get_language() or "").startswith("en")
        return (self.name_en if english and self.name_en else self.name) or self.username

    @property
    def reach(self) -> str:
        """Path of the organisation, for permission."""
        return self.organisation.path if self.organisation else ""
