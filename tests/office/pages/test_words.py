"""Every string of the pages has its English, and none is left over."""

from rongshu.office.site.strings import apps, collected, missing, written

(PAGES,) = (app for app in apps() if app.name == "pages")


def test_it_works():
    assert missing(PAGES) == [], "python -m rongshu.office.manage collect_strings, then translate"


def test_no_translation_is_left_over():
    said = {message.id for message in collected(PAGES) if message.id}
    assert {message.id for message in written(PAGES) if message.id} == said
