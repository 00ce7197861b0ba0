"""``/builder/api/jobs``: what takes long, how far it is and what came of it."""

from __future__ import annotations

from sanic import HTTPResponse, Request, json

from talkwright.builder.jobs import Job
from talkwright.errors import Forbidden
from talkwright.server import asked
from talkwright.server.guard import audit, person_of
from talkwright.server.route import Content, Route

_GONE = {404: Content("There is no such job, or it was long ago.")}


async def jobs(request: Request) -> HTTPResponse:
    """Those that are remembered."""
    return json(request.app.ctx.builder.jobs.all(), dumps=asked.answer)


async def job(request: Request, job: str) -> HTTPResponse:
    """One as it stands."""
    return json(request.app.ctx.builder.jobs.get(job), dumps=asked.answer)


async def cancel(request: Request, job: str) -> HTTPResponse:
    """Break one off."""
    table, person = request.app.ctx.builder.jobs, person_of(request)
    if table.get(job).person != person.name and not person.may("publisher"):
        raise Forbidden("This job is another's.", "Ask who began it, or a publisher.")
    cancelled = await table.cancel(job)
    audit(request, "job_cancelled", job, {"kind": cancelled.kind, "person": cancelled.person})
    return json(cancelled, dumps=asked.answer)


ROUTES = (
    Route(
        method="GET",
        path="/builder/api/jobs",
        handler=jobs,
        name="builder_jobs",
        summary="What takes long and was begun lately.",
        group="Builder",
        answers={200: Content("The newest first.", tuple[Job, ...])},
        role="viewer",
    ),
    Route(
        method="GET",
        path="/builder/api/jobs/<job>",
        handler=job,
        name="builder_job",
        summary="A job as it stands.",
        group="Builder",
        answers={200: Content("How far it is, or what came of it.", Job), **_GONE},
        role="viewer",
    ),
    Route(
        method="DELETE",
        path="/builder/api/jobs/<job>",
        handler=cancel,
        name="builder_job_cancel",
        summary="Break a job off.",
        group="Builder",
        answers={200: Content("The job, over.", Job), **_GONE},
        role="author",
    ),
)
