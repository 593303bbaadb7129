"""Let an editor take the article that is read out of the store, after a second look."""

from dataclasses import replace

from geo.errors import DatelineError
from geo.records import ParsedArticle
from geo.removing import remove_articles
from geo.settings import store_url
from geo.store.reporting import reports_of
from geo.view.editing import may_edit
from geo.view.link import Sort
from geo.view.saying import say
from geo.view.state import State

__all__ = ["offer_removal", "remove"]


def offer_removal(parsed: ParsedArticle) -> dict[str, object] | None:
    """What the panel asks before an article goes; None for those who may only look."""
    if not may_edit():
        return None
    reports = say("count.reports", n=len(reports_of(parsed)))
    page = say("remove.page") if parsed.article.url else ""
    return {
        "text": say("remove.open"),
        "says": " ".join(filter(None, [say("remove.says", reports=reports), page, say("remove.for_good")])),
        "yes": say("remove.yes"),
        "no": say("remove.no"),
        "act": {"do": "remove", "id": parsed.article.article_id},
    }


def remove(state: State, article_id: str) -> None:
    """Take an article out for good, where the reader may, and go back to what was selected before it."""
    selected = state.view.selected
    if not may_edit() or selected is None or selected.sort is not Sort.ARTICLE or selected.target != article_id:
        return
    try:
        removal = remove_articles(store_url(), [article_id])
    except (DatelineError, OSError) as error:
        state.notes = (say("remove.failed", why=str(error)),)
        return
    title = next((one.title for one in removal.articles), "") or say("article.untitled")
    back = [one for one in state.back if one != selected]
    state.back = tuple(back[:-1])
    state.change(replace(state.view, selected=back[-1] if back else None))
    state.notes = (say("remove.done", title=title[:120]),)
