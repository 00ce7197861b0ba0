"""Jobs: how far they are, what came of them, and that they can be broken off."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import count

import pytest

from talkwright.builder.jobs import MOST_AT_WORK, MOST_REMEMBERED, Job, Jobs, Said
from talkwright.errors import NotFound, RequestError, Unavailable


def ticking() -> Iterator[int]:
    return count()


async def quick(said: Said) -> dict[str, int]:
    said(0.5, "Counting")
    return {"answer": 42}


async def endless(said: Said) -> None:
    await asyncio.Event().wait()


async def test_a_job_that_is_done_has_its_result() -> None:
    jobs = Jobs()
    job = await jobs.wait(jobs.begin("sum", quick, "ada").id)
    assert (job.kind, job.person, job.state, job.progress, job.result) == ("sum", "ada", "done", 1.0, {"answer": 42})
    assert job.is_over


async def test_what_it_does_and_how_long_it_takes_is_told_on_the_way() -> None:
    told: list[Job] = []
    clock = ticking()
    jobs = Jobs(told.append, lambda: float(next(clock)))

    async def work(said: Said) -> None:
        said(0.25, "Reading")
        said(0.25, "Reading")
        said(2.0, "Writing")

    await jobs.wait(jobs.begin("slow", work).id)
    assert [(each.progress, each.said, each.left_s) for each in told] == [
        (0.0, "", None),
        (0.25, "Reading", 3.0),
        (1.0, "Writing", 0.0),
        (1.0, "", 0.0),
    ]


async def test_a_job_that_fails_says_why_and_keeps_our_faults_to_the_log() -> None:
    jobs = Jobs()

    async def refused(said: Said) -> None:
        raise RequestError("Nothing is there.", "Write something.")

    async def broken(said: Said) -> None:
        raise KeyError("a secret")

    one = await jobs.wait(jobs.begin("one", refused).id)
    two = await jobs.wait(jobs.begin("two", broken).id)
    assert (one.state, one.said) == ("failed", "Nothing is there. Write something.")
    assert two.state == "failed"
    assert "secret" not in two.said


async def test_one_that_is_cancelled_is_over_and_stays_so() -> None:
    jobs = Jobs()
    job = jobs.begin("long", endless)
    assert (await jobs.cancel(job.id)).state == "cancelled"
    assert (await jobs.cancel(job.id)).state == "cancelled"
    done = await jobs.wait(jobs.begin("sum", quick).id)
    assert (await jobs.cancel(done.id)).state == "done"


async def test_so_many_are_at_work_and_not_more() -> None:
    jobs = Jobs()
    for _ in range(MOST_AT_WORK):
        jobs.begin("long", endless)
    with pytest.raises(Unavailable):
        jobs.begin("long", endless)
    await jobs.stop()
    assert {job.state for job in jobs.all()} == {"cancelled"}


async def test_old_ones_are_forgotten() -> None:
    jobs = Jobs()
    first = await jobs.wait(jobs.begin("sum", quick).id)
    for _ in range(MOST_REMEMBERED):
        await jobs.wait(jobs.begin("sum", quick).id)
    with pytest.raises(NotFound):
        jobs.get(first.id)
    assert len(jobs.all()) == MOST_REMEMBERED
