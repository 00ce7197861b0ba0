"""``/builder/api/jobs``: what takes long, how far it is and what came of it."""

from __future__ import annotations

import msgspec
from sanic import HTTPResponse, Request

from talkwright.builder.jobs import Job
from talkwright.errors import Forbidden
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content
from talkwright.server.routes.builder.route import answer, builder_of, route


class Begun(msgspec.Struct, frozen=True):
    """The id of the job."""

    job: str


_GONE = {404: Content("There is no such job, or it was long ago.")}


async def jobs(request: Request) -> HTTPResponse:
    """Those that are remembered."""
    person = person_of(request)
    return answer([job.told_to(person) for job in builder_of(request).jobs.all()])


async def job(request: Request, job: str) -> HTTPResponse:
    """One as it stands."""
    return answer(builder_of(request).jobs.get(job).told_to(person_of(request)))


async def cancel(request: Request, job: str) -> HTTPResponse:
    """Break one off."""
    table, person = builder_of(request).jobs, person_of(request)
    if table.get(job).person != person.name and not person.may("publisher"):
        raise Forbidden("This job is another's.", "Ask who began it, or a publisher.")
    cancelled = await table.cancel(job)
    audit(request, "job_cancelled", job, {"kind": cancelled.kind, "person": cancelled.person})
    return answer(cancelled.told_to(person))


def begun(job: Job) -> HTTPResponse:
    """What is answered to who asked for what takes long."""
    return answer(Begun(job.id), 202)


BEGUN = {202: Content("It has begun: GET /builder/api/jobs/<job>.", Begun), 503: Content("Too many jobs are at work.")}
ROUTES = (
    route(
        "GET",
        "/jobs",
        jobs,
        name="jobs",
        summary="What takes long and was begun lately.",
        answers={200: Content("The newest first.", tuple[Job, ...])},
        role="viewer",
    ),
    route(
        "GET",
        "/jobs/<job>",
        job,
        name="job",
        summary="A job as it stands.",
        answers={200: Content("How far it is, or what came of it.", Job), **_GONE},
        role="viewer",
    ),
    route(
        "DELETE",
        "/jobs/<job>",
        cancel,
        name="job_cancel",
        summary="Break a job off.",
        answers={200: Content("The job, over.", Job), **_GONE},
        role="author",
    ),
)
