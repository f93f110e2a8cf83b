-- The waiting list: what happened to orders, bags, messages, tasks, and who only asked; never edited.
ALTER TABLE customer_order ADD COLUMN version INTEGER DEFAULT 1 NOT NULL;
ALTER TABLE customer_order ADD COLUMN tax_mode TEXT DEFAULT '' NOT NULL;
ALTER TABLE customer_order ADD COLUMN last_news_at TEXT;
ALTER TABLE order_line ADD COLUMN kind TEXT DEFAULT 'backorder' NOT NULL;
ALTER TABLE order_line ADD COLUMN route TEXT DEFAULT 'collect' NOT NULL;
ALTER TABLE order_line ADD COLUMN route_to TEXT DEFAULT '' NOT NULL;
ALTER TABLE order_line ADD COLUMN wanted_on TEXT;
ALTER TABLE order_line ADD COLUMN not_after TEXT;
ALTER TABLE order_line ADD COLUMN told_units INTEGER;

CREATE TABLE deposit_tender (
    order_number TEXT NOT NULL,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    amount INTEGER DEFAULT 0 NOT NULL,
    until TEXT,
    PRIMARY KEY (order_number, kind, reference)
)
 WITHOUT ROWID;

CREATE TABLE order_event (
    number TEXT NOT NULL,
    op INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    line INTEGER DEFAULT 0 NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    register TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    details TEXT DEFAULT '{}' NOT NULL,
    PRIMARY KEY (number, op, nth)
)
 WITHOUT ROWID;

CREATE TABLE hold_place (
    place TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    capacity INTEGER DEFAULT 0 NOT NULL,
    active INTEGER DEFAULT 1 NOT NULL,
    PRIMARY KEY (place)
)
 WITHOUT ROWID;

CREATE TABLE bag (
    bag TEXT NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    since TEXT DEFAULT '' NOT NULL,
    tag TEXT DEFAULT '' NOT NULL,
    is_open INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (bag)
)
 WITHOUT ROWID;

CREATE TABLE news (
    id TEXT NOT NULL,
    event TEXT DEFAULT '' NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    line INTEGER DEFAULT 0 NOT NULL,
    customer TEXT DEFAULT '' NOT NULL,
    channel TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    words TEXT DEFAULT '{}' NOT NULL,
    queued_at TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    settled_at TEXT DEFAULT '' NOT NULL,
    tries INTEGER DEFAULT 0 NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    cause TEXT DEFAULT '' NOT NULL,
    tells TEXT DEFAULT '[]' NOT NULL,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE post_try (
    id TEXT NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    tries INTEGER DEFAULT 0 NOT NULL,
    not_before TEXT DEFAULT '' NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE task (
    id TEXT NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    line INTEGER DEFAULT 0 NOT NULL,
    sku TEXT DEFAULT '' NOT NULL,
    customer TEXT DEFAULT '' NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    opened_at TEXT DEFAULT '' NOT NULL,
    due_on TEXT,
    state TEXT DEFAULT 'open' NOT NULL,
    closed_at TEXT DEFAULT '' NOT NULL,
    closed_by TEXT DEFAULT '' NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    cause TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE tell_me (
    id TEXT NOT NULL,
    customer TEXT DEFAULT '' NOT NULL,
    sku TEXT DEFAULT '' NOT NULL,
    quantity INTEGER DEFAULT 0 NOT NULL,
    since TEXT DEFAULT '' NOT NULL,
    store TEXT DEFAULT '' NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'waiting' NOT NULL,
    held INTEGER DEFAULT 0 NOT NULL,
    held_until TEXT,
    told_at TEXT DEFAULT '' NOT NULL,
    ended_at TEXT DEFAULT '' NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    queue_key TEXT DEFAULT '' NOT NULL,
    wanted_by TEXT,
    last_news_at TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE lost_demand (
    id TEXT NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    store TEXT DEFAULT '' NOT NULL,
    sku TEXT DEFAULT '' NOT NULL,
    words TEXT DEFAULT '' NOT NULL,
    quantity INTEGER DEFAULT 0 NOT NULL,
    cause TEXT DEFAULT '' NOT NULL,
    price INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE credit (
    id TEXT NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    line INTEGER DEFAULT 0 NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    amount INTEGER DEFAULT 0 NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    decided_at TEXT DEFAULT '' NOT NULL,
    decided_by TEXT DEFAULT '' NOT NULL,
    cause TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE INDEX bag_of_order ON bag (number);
CREATE INDEX bag_open ON bag (place) WHERE is_open = 1;
CREATE INDEX news_queued ON news (queued_at) WHERE state = 'queued';
CREATE INDEX news_of_order ON news (number);
CREATE INDEX task_open ON task (opened_at) WHERE state = 'open';
CREATE INDEX task_of_order ON task (number);
CREATE INDEX tell_me_waiting ON tell_me (sku, queue_key) WHERE state IN ('waiting', 'told');
CREATE INDEX tell_me_of ON tell_me (customer) WHERE state IN ('waiting', 'told');
CREATE INDEX lost_demand_by_sku ON lost_demand (sku);
CREATE INDEX credit_of_order ON credit (number);
CREATE INDEX customer_order_of ON customer_order (customer) WHERE customer != '';

UPDATE customer_order SET last_news_at =
    (SELECT max(t.at) FROM told AS t WHERE t.number = customer_order.number);
