"""The code that pages are compiled to: as Jinja writes it, but for what costs a page more than what it says.

Sentences are one plain call each, where Jinja looks up, inspects and calls three functions. What is printed is escaped
where there is anything to escape, and stays a plain string: Jinja makes a string class of its own of every piece.
An attribute is asked of Python before it is asked of Jinja. Macros are functions whose arguments Python itself pairs
with their names, and whatever is called is called at once: Jinja asks of each call whether it wants the page's context,
which here nothing but sentences does.
"""

import re
from collections.abc import Callable
from functools import partial
from keyword import iskeyword
from typing import Final

from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import Call, Expr, Filter, Getattr, Name, Template
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

ABSENT: Final = object()
# What `Markup(text)` makes, without asking the text whether it is any.
as_markup: Final[Callable[[str], Markup]] = partial(str.__new__, Markup)
SAYS: Final = frozenset({"_", "gettext", "ngettext", "pgettext", "npgettext"})
_find_special: Final[Callable[[str], object]] = re.compile("[&<>'\"]").search


def shown(value: object) -> str:
    """What stands in the page for a value: text escaped, Markup as it is. The same characters as `escape` gives."""
    kind = type(value)
    if kind is str:
        return value if _find_special(value) is None else escape(value)  # type: ignore[arg-type, return-value]
    if kind is Markup:
        return value  # type: ignore[return-value]
    return str(value) if kind is int else escape(value)


class _Sentences(NodeTransformer):
    """Calls that say a sentence become filters, which are called without a detour."""

    def visit_Call(self, node: Call) -> Expr:  # noqa: N802 - the name that Jinja calls
        self.generic_visit(node)
        if not isinstance(node.node, Name) or node.node.name not in SAYS:
            return node
        first, *others = node.args
        return Filter(
            first, node.node.name, others, node.kwargs, None, None, lineno=node.lineno, environment=node.environment
        )


class TemplateCode(CodeGenerator):
    """Writes the code of a template."""

    def visit_Template(self, node: Template, frame: Frame | None = None) -> None:  # noqa: N802 - the name Jinja calls
        super().visit_Template(_Sentences().visit(node), frame)

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown = environment.shown")
        self.writeline("absent, asked_of = environment.absent, environment.getattr")
        self.writeline("as_markup = environment.as_markup")

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - the name Jinja calls
        """Asked of Python itself: of Jinja only where what has no such attribute may have such an item, or is told of.

        What is written inside is over when `_of` is set, and sets it before it is asked for.
        """
        self.write("(_found if (_found := getattr((_of := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, absent)) is not absent")
        self.write(f" else asked_of(_of, {node.attr!r}))")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _is_plain(frame) and not _is_sentence(node):
            self.write("shown(")
        elif not _is_plain(frame):
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not (_is_plain(frame) and _is_sentence(node)):
            super()._output_child_post(node, frame, finalize)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A function of the macro's own arguments around the one that Jinja wrote, which takes all of them in order."""
        names = [arg.name for arg in macro_ref.node.args]
        takes_more = macro_ref.accesses_kwargs or macro_ref.accesses_varargs
        if takes_more or not _is_plain(frame) or any(iskeyword(name) for name in names):
            super().macro_def(macro_ref, frame)
            return
        taken = [*names, *(["caller"] if macro_ref.accesses_caller else [])]
        given = [*names, *([_CALLER] if macro_ref.accesses_caller else [])]
        signature = "".join(f"{name}=missing, " for name in taken)
        self.write(f"lambda {signature}*, _as=as_markup, _macro=macro: _as(_macro({', '.join(given)}))")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002
        self.visit(node.node, frame)
        self.write("(")
        for arg in node.args:
            self.visit(arg, frame)
            self.write(", ")
        if node.dyn_args is not None:
            self.write("*")
            self.visit(node.dyn_args, frame)
            self.write(", ")
        for kwarg in node.kwargs:
            if iskeyword(kwarg.key):
                self.write(f"**{{{kwarg.key!r}: ")
                self.visit(kwarg.value, frame)
                self.write("}, ")
            else:
                self.visit(kwarg, frame)
                self.write(", ")
        if forward_caller:
            self.write("caller=caller, ")
        if node.dyn_kwargs is not None:
            self.write("**")
            self.visit(node.dyn_kwargs, frame)
        self.write(")")


_CALLER: Final = "undefined('No caller defined', name='caller') if caller is missing else caller"


def _is_plain(frame: Frame) -> bool:
    """Whether all that is printed here is escaped, which is known as the template is compiled."""
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


def _is_sentence(node: Expr) -> bool:
    return isinstance(node, Filter) and node.name in SAYS
