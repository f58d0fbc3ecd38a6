"""Icons on pages: {% icon "upload" %} draws a symbol of static/img/icons.svg, hidden from screen readers: the words beside it say it."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from discovery.models import Platform

register = template.Library()
# The icons have no brand of these.
BRANDS = {*Platform.values} - {Platform.RUTUBE, Platform.DOUYIN, Platform.XIAOHONGSHU, Platform.SOOP, Platform.CHZZK}


@register.simple_tag
def icon(name: str) -> SafeString:
    """The symbol of that name, as large as the text around it."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("img/icons.svg"), name)


@register.simple_tag
def platform_icon(platform: str) -> SafeString:
    """The platform's brand, else a film strip."""
    return icon(f"brand-{platform}" if platform in BRANDS else "video")
