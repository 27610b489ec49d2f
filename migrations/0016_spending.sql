-- Money of each job by month, spent and set aside, as the job has it: the larger rev wins. The sums of tenants follow.
CREATE TABLE spending (
    tenant TEXT NOT NULL,
    month TEXT NOT NULL,
    job TEXT NOT NULL,
    amount INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    PRIMARY KEY (tenant, month, job)
) WITHOUT ROWID;

CREATE TABLE monthly_spending (
    tenant TEXT NOT NULL,
    month TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (tenant, month)
) WITHOUT ROWID;

CREATE TRIGGER spending_begins AFTER INSERT ON spending BEGIN
    INSERT INTO monthly_spending (tenant, month, amount) VALUES (new.tenant, new.month, new.amount)
    ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
END;

CREATE TRIGGER spending_changes AFTER UPDATE OF amount ON spending BEGIN
    UPDATE monthly_spending SET amount = amount + new.amount - old.amount WHERE tenant = new.tenant AND month = new.month;
END;

-- The most that a tenant may spend in a month, in micro-units.
ALTER TABLE tenants ADD COLUMN monthly_budget INTEGER;

-- The tenant's show profile as JSON: hosts and style of submissions that name none.
ALTER TABLE tenants ADD COLUMN show TEXT;
