-- What a tenant has: jobs under way and bytes of episodes, counted when it asks for another job.
CREATE INDEX jobs_by_use ON jobs (tenant, status, bytes) WHERE status = 'running' OR bytes > 0;
