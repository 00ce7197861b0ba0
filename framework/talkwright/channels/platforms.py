"""What the platforms that people talk on can show, as their makers document it: for who writes for one before it is
connected. Data alone."""

from __future__ import annotations

from talkwright.channels.channel import Shows

PLATFORMS: dict[str, Shows] = {
    "whatsapp": Shows(text_max=4096, buttons_max=3, button_title_max=20, quick_replies=False),
    "messenger": Shows(text_max=2000, buttons_max=3, button_title_max=20, elements=True),
    "instagram": Shows(text_max=1000, buttons_max=3, button_title_max=20, elements=True),
    "telegram": Shows(text_max=4096, button_title_max=64, quick_replies=False),
    "slack": Shows(text_max=3000, buttons_max=25, button_title_max=75, quick_replies=False),
    "teams": Shows(buttons_max=6, quick_replies=False, elements=True),
    "sms": Shows(text_max=1600, buttons_max=0, quick_replies=False, images=False, attachments=False),
}
