-- What suppliers said and what customers were told, with the columns beside it; never edited.
ALTER TABLE product ADD COLUMN attributes TEXT DEFAULT '{}' NOT NULL;
ALTER TABLE product ADD COLUMN season_ends_on TEXT;
ALTER TABLE product ADD COLUMN perishable INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE supplier ADD COLUMN lane TEXT DEFAULT '' NOT NULL;
ALTER TABLE supplier ADD COLUMN closed_on TEXT DEFAULT '[]' NOT NULL;
ALTER TABLE supplier ADD COLUMN active INTEGER DEFAULT 1 NOT NULL;
ALTER TABLE purchase_line ADD COLUMN first_expected_on TEXT;
ALTER TABLE purchase_line ADD COLUMN cancelled_on TEXT;
ALTER TABLE customer_order ADD COLUMN ship_complete INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE order_line ADD COLUMN now_likely_on TEXT;
ALTER TABLE order_line ADD COLUMN ready_on TEXT;
ALTER TABLE order_line ADD COLUMN cancelled_on TEXT;

CREATE TABLE purchase_date (
    number TEXT NOT NULL,
    line INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    "before" TEXT,
    "after" TEXT,
    confirmed INTEGER DEFAULT 0 NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (number, line, nth)
) WITHOUT ROWID;

CREATE TABLE told (
    number TEXT NOT NULL,
    line INTEGER NOT NULL,
    nth INTEGER NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    likely_on TEXT,
    latest_on TEXT,
    words TEXT DEFAULT '' NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (number, line, nth)
) WITHOUT ROWID;

CREATE TABLE policy_override (
    id TEXT NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    sku TEXT DEFAULT '' NOT NULL,
    quantity INTEGER DEFAULT 0 NOT NULL,
    advised TEXT DEFAULT '' NOT NULL,
    taken TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    order_number TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;

CREATE INDEX purchase_line_open ON purchase_line (supplier) WHERE (quantity - received) - cancelled > 0;
CREATE INDEX delivery_by_supplier ON delivery (supplier);
CREATE INDEX past_sale_by_sku ON past_sale (sku);
CREATE INDEX product_by_kind ON product (category, attributes) WHERE attributes != '{}';

UPDATE order_line SET now_likely_on = likely_on;

INSERT INTO told (number, line, nth, at, person, likely_on, latest_on, words, why)
SELECT l.number, l.line, 1, o.taken_at, o.person, l.likely_on, l.promised_on, l.words, 'taken'
FROM order_line AS l JOIN customer_order AS o ON o.number = l.number;

INSERT INTO setting ("key", value)
SELECT 'learned', max(position) FROM op
WHERE kind IN ('suppliers_put', 'purchase_lines_put', 'deliveries_put', 'goods_received')
HAVING max(position) IS NOT NULL;
