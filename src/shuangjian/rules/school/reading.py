"""Reading for pupils (课外读物): how schools recommend it, what may not come in, and that nobody has to buy."""

from __future__ import annotations

from ...core.rule import Limit, Outcome, rule
from ...core.words import all_of, at_most, forbid, no_later_than, require, when
from ...model.book import ReadingList, ReadingMaterial, ReadingYear
from ...model.school import School

# ------------------------------------------------------------------------------------------- one publication


@rule
def standards(item: ReadingMaterial) -> Outcome:
    """What a school recommends meets the standards."""
    return require(item.meets_standards)


@rule
def barred_content(item: ReadingMaterial) -> Outcome:
    """Nothing with a barred kind of content comes into school."""
    return forbid(item.has_barred_content)


@rule
def vetted(item: ReadingMaterial) -> Outcome:
    """What a bookshop on campus stocks, and what is given to the school, is vetted by the same standards."""
    return require(item.is_vetted)


@rule
def not_sold_at_events(item: ReadingMaterial) -> Outcome:
    """Nothing is sold on campus at lectures, training or the like."""
    return forbid(item.is_sold_at_events)


# ------------------------------------------------------------------------------------------- a list


@rule
def principles(books: ReadingList) -> Outcome:
    """A list keeps the principles of recommending."""
    return require(books.keeps_principles)


@rule
def steps_taken(books: ReadingList) -> Outcome:
    """A list was selected, reviewed, confirmed and filed."""
    return require(books.took_all_steps)


@rule
def steps_in_order(books: ReadingList) -> Outcome:
    """Each step of a list was taken no earlier than the one it follows."""
    in_order = all_of(
        no_later_than(books.selected_on, books.reviewed_on),
        no_later_than(books.reviewed_on, books.confirmed_on),
        no_later_than(books.confirmed_on, books.filed_on),
    )
    return when(books.took_all_steps, in_order)


@rule
def posted(books: ReadingList) -> Outcome:
    """What was recommended is made public."""
    return require(books.is_posted)


@rule
def open_to_parents(books: ReadingList) -> Outcome:
    """A list is open to parents."""
    return require(books.is_open_to_parents)


@rule
def free_to_buy(books: ReadingList) -> Outcome:
    """Nobody is made to buy, openly or in disguise."""
    return forbid(books.buying_is_forced)


@rule
def not_bought_together(books: ReadingList) -> Outcome:
    """The school has no unified purchase."""
    return forbid(books.is_bought_together)


# ------------------------------------------------------------------------------------------- what is no reading


@rule
def exercise_books_not_pushed(school: School) -> Outcome:
    """Where a place says so, a school pushes no exercise books on pupils."""
    return forbid(school.pushes_exercise_books)


# ------------------------------------------------------------------------------------------- a school year


@rule
def once_a_year(year: ReadingYear, times: Limit[int]) -> Outcome:
    """A school recommends no more than so often in a school year."""
    return at_most(year.recommendations, times)
