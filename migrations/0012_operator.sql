-- For whoever runs the service: the jobs that came to no episode, without a look at all there are. Nothing is written to it for
-- jobs that go on or succeed.
CREATE INDEX jobs_without_episode ON jobs (status, id) WHERE status = 'failed' OR status = 'cancelled';
-- What was done to one job.
CREATE INDEX audit_by_object ON audit (object, id) WHERE object IS NOT NULL;
