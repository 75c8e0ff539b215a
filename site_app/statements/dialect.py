"""The one Markdown dialect of a document: CommonMark, tables, and our marks."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, heading, table
from markdown_it.rules_inline import StateInline, image, link

from site_app.statements.marks import citation_mark, container
from site_app.statements.positions import PositionedInlineParser

DEEPEST = 40


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        # Addresses are judged by `links`, which must see them to say why one is refused.
        return True


def _heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    offset = state.bMarks[start_line] + state.tShift[start_line]
    before = len(state.tokens)
    done = heading(state, start_line, end_line, silent)
    if done and not silent:
        state.tokens[before].meta["offset"] = offset
    return done


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    before = len(state.tokens)
    done = table(state, start_line, end_line, silent)
    if done and not silent:
        for token in state.tokens[before:]:
            if token.type == "tr_open" and token.map:
                line = token.map[0]
                token.meta["offset"] = state.bMarks[line] + state.tShift[line]
    return done


def _link(state: StateInline, silent: bool) -> bool:
    start = state.pos
    done = link(state, silent)
    if done and not silent:
        state.tokens[-1].meta["end"] = state.pos
        state.tokens[-1].meta["start"] = start
    return done


def _image(state: StateInline, silent: bool) -> bool:
    start = state.pos
    done = image(state, silent)
    if done and not silent:
        state.tokens[-1].meta.update({"pos": start, "end": state.pos})
    return done


@cache
def parser() -> MarkdownIt:
    """The configured parser; holds no state between texts."""
    md = _Parser("commonmark")
    md.inline = PositionedInlineParser()
    md.configure("commonmark")
    md.options["html"] = False
    md.options["maxNesting"] = DEEPEST
    md.enable("table")
    # Both merge text tokens and would lose their positions.
    md.disable(["text_join", "fragments_join"])
    terminates: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "container", container, terminates)
    md.block.ruler.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.at("link", _link)
    md.inline.ruler.at("image", _image)
    md.inline.ruler.after("link", "citation_mark", citation_mark)
    return md
