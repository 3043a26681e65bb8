"""How accounts behave: nobody signs up alone, and a new password is new."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from rongshu.office.people.models import User


class OfficeAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        del request
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: wrong passwords are counted by django-axes, whose lock an administrator can lift."""

    def clean_password(self, password: str, user: User | None = None) -> str:
        """The password.  *Errors*: ``ValidationError`` where it is weak or the one in use."""
        if user is not None and user.check_password(password):
            raise ValidationError(_("新密码不能与当前密码相同。"))
        return super().clean_password(password, user=user)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The login page."""
        del request
        return "/accounts/login/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to work."""
        del request
        return "/"
