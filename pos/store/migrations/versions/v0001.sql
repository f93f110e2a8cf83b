-- The tables of the first counter, as they were; never edited, later versions add steps of their own.
CREATE TABLE barcode (
    code TEXT NOT NULL,
    sku TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (code)
) WITHOUT ROWID;

CREATE TABLE customer (
    customer TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    class TEXT DEFAULT '' NOT NULL,
    consent INTEGER DEFAULT 0 NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    tell_by TEXT DEFAULT '' NOT NULL,
    digits TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (customer)
) WITHOUT ROWID;

CREATE TABLE customer_key (
    customer TEXT NOT NULL,
    "key" BLOB NOT NULL,
    PRIMARY KEY (customer)
) WITHOUT ROWID;

CREATE TABLE customer_order (
    number TEXT NOT NULL,
    customer TEXT DEFAULT '' NOT NULL,
    taken_on TEXT DEFAULT '' NOT NULL,
    taken_at TEXT DEFAULT '' NOT NULL,
    store TEXT DEFAULT '' NOT NULL,
    register TEXT DEFAULT '' NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    mode TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    total INTEGER DEFAULT 0 NOT NULL,
    is_open INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (number)
) WITHOUT ROWID;

CREATE INDEX customer_order_open ON customer_order (taken_at) WHERE is_open = 1;

CREATE TABLE delivery (
    "key" TEXT NOT NULL,
    supplier TEXT DEFAULT '' NOT NULL,
    ordered_on TEXT,
    promised_on TEXT,
    delivered_on TEXT,
    sku TEXT DEFAULT '' NOT NULL,
    quantity INTEGER,
    received INTEGER,
    lane TEXT DEFAULT '' NOT NULL,
    shipment TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY ("key")
) WITHOUT ROWID;

CREATE TABLE device (
    "key" TEXT NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY ("key")
) WITHOUT ROWID;

CREATE TABLE epoch (
    epoch TEXT NOT NULL,
    "before" INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (epoch)
) WITHOUT ROWID;

CREATE TABLE op (
    position INTEGER NOT NULL,
    epoch TEXT DEFAULT '' NOT NULL,
    seq INTEGER DEFAULT 0 NOT NULL,
    op_id TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    hlc INTEGER DEFAULT 0 NOT NULL,
    running INTEGER DEFAULT 0 NOT NULL,
    hash BLOB NOT NULL,
    sig BLOB NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (position)
);

CREATE TABLE order_deposit (
    order_number TEXT NOT NULL,
    rate INTEGER NOT NULL,
    amount INTEGER DEFAULT 0 NOT NULL,
    declared INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (order_number, rate)
) WITHOUT ROWID;

CREATE TABLE order_line (
    number TEXT NOT NULL,
    line INTEGER NOT NULL,
    sku TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    ordered INTEGER DEFAULT 0 NOT NULL,
    allocated INTEGER DEFAULT 0 NOT NULL,
    handed_over INTEGER DEFAULT 0 NOT NULL,
    cancelled INTEGER DEFAULT 0 NOT NULL,
    unit_price INTEGER DEFAULT 0 NOT NULL,
    total INTEGER DEFAULT 0 NOT NULL,
    tax INTEGER DEFAULT 0 NOT NULL,
    tax_rate INTEGER DEFAULT 0 NOT NULL,
    likely_on TEXT,
    promised_on TEXT,
    expected_ship_on TEXT,
    words TEXT DEFAULT '' NOT NULL,
    certainty TEXT DEFAULT '' NOT NULL,
    basis TEXT DEFAULT '' NOT NULL,
    queue_key TEXT DEFAULT '' NOT NULL,
    is_open INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (number, line)
) WITHOUT ROWID;

CREATE INDEX order_line_open ON order_line (sku, queue_key) WHERE is_open = 1;

CREATE TABLE past_sale (
    "key" TEXT NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    store TEXT DEFAULT '' NOT NULL,
    receipt TEXT DEFAULT '' NOT NULL,
    sku TEXT DEFAULT '' NOT NULL,
    quantity INTEGER DEFAULT 0 NOT NULL,
    price INTEGER,
    customer TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY ("key")
) WITHOUT ROWID;

CREATE TABLE person (
    person TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    role TEXT DEFAULT '' NOT NULL,
    pin TEXT DEFAULT '' NOT NULL,
    active INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (person)
) WITHOUT ROWID;

CREATE TABLE pin_try (
    person TEXT NOT NULL,
    failures INTEGER DEFAULT 0 NOT NULL,
    locked_until TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (person)
) WITHOUT ROWID;

CREATE TABLE posting (
    id INTEGER NOT NULL,
    op INTEGER DEFAULT 0 NOT NULL,
    account TEXT DEFAULT '' NOT NULL,
    amount INTEGER DEFAULT 0 NOT NULL,
    order_number TEXT DEFAULT '' NOT NULL,
    rate INTEGER,
    PRIMARY KEY (id)
);

CREATE TABLE print_job (
    id TEXT NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    duplicate INTEGER DEFAULT 0 NOT NULL,
    printed_by TEXT DEFAULT '' NOT NULL,
    printed_at TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    cause TEXT DEFAULT '' NOT NULL,
    attempts INTEGER DEFAULT 0 NOT NULL,
    bytes_total INTEGER DEFAULT 0 NOT NULL,
    bytes_accepted INTEGER DEFAULT 0 NOT NULL,
    sha256 TEXT DEFAULT '' NOT NULL,
    created TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
) WITHOUT ROWID;

CREATE INDEX print_job_open ON print_job (created) WHERE state IN ('queued', 'sending');

CREATE TABLE product (
    id INTEGER NOT NULL,
    sku TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    price INTEGER,
    tax_rate INTEGER DEFAULT 0 NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    category TEXT DEFAULT '' NOT NULL,
    supplier TEXT DEFAULT '' NOT NULL,
    brand TEXT DEFAULT '' NOT NULL,
    cost INTEGER,
    backorder TEXT DEFAULT '' NOT NULL,
    deposit_percent INTEGER,
    pack INTEGER DEFAULT 0 NOT NULL,
    release_on TEXT,
    substitutes TEXT DEFAULT '' NOT NULL,
    barcodes TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX product_by_sku ON product (sku);

CREATE TABLE purchase_line (
    number TEXT NOT NULL,
    line INTEGER NOT NULL,
    supplier TEXT DEFAULT '' NOT NULL,
    sku TEXT DEFAULT '' NOT NULL,
    quantity INTEGER DEFAULT 0 NOT NULL,
    received INTEGER DEFAULT 0 NOT NULL,
    cancelled INTEGER DEFAULT 0 NOT NULL,
    ordered_on TEXT DEFAULT '' NOT NULL,
    expected_on TEXT,
    confirmed INTEGER DEFAULT 0 NOT NULL,
    to_store TEXT DEFAULT '' NOT NULL,
    shipment TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (number, line)
) WITHOUT ROWID;

CREATE INDEX purchase_line_by_sku ON purchase_line (sku);

CREATE TABLE receipt_print (
    number TEXT NOT NULL,
    form TEXT NOT NULL,
    times INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (number, form)
) WITHOUT ROWID;

CREATE TABLE sale (
    number TEXT NOT NULL,
    op INTEGER DEFAULT 0 NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    business_date TEXT DEFAULT '' NOT NULL,
    person TEXT DEFAULT '' NOT NULL,
    customer TEXT DEFAULT '' NOT NULL,
    total INTEGER DEFAULT 0 NOT NULL,
    tax INTEGER DEFAULT 0 NOT NULL,
    due_now INTEGER DEFAULT 0 NOT NULL,
    order_deposit INTEGER DEFAULT 0 NOT NULL,
    balance_due INTEGER DEFAULT 0 NOT NULL,
    change_due INTEGER DEFAULT 0 NOT NULL,
    tenders TEXT DEFAULT '' NOT NULL,
    request TEXT,
    order_number TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (number)
) WITHOUT ROWID;

CREATE UNIQUE INDEX sale_by_request ON sale (request) WHERE request IS NOT NULL;

CREATE TABLE sale_line (
    number TEXT NOT NULL,
    line INTEGER NOT NULL,
    take TEXT NOT NULL,
    sku TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    quantity INTEGER DEFAULT 0 NOT NULL,
    unit_price INTEGER DEFAULT 0 NOT NULL,
    total INTEGER DEFAULT 0 NOT NULL,
    tax INTEGER DEFAULT 0 NOT NULL,
    tax_rate INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (number, line, take)
) WITHOUT ROWID;

CREATE TABLE setting (
    "key" TEXT NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY ("key")
) WITHOUT ROWID;

CREATE TABLE stock_level (
    sku TEXT NOT NULL,
    store TEXT NOT NULL,
    on_hand INTEGER DEFAULT 0 NOT NULL,
    allocated INTEGER DEFAULT 0 NOT NULL,
    owed INTEGER DEFAULT 0 NOT NULL,
    safety_stock INTEGER DEFAULT 0 NOT NULL,
    as_of TEXT,
    PRIMARY KEY (sku, store)
) WITHOUT ROWID;

CREATE TABLE stock_move (
    id INTEGER NOT NULL,
    sku TEXT DEFAULT '' NOT NULL,
    store TEXT DEFAULT '' NOT NULL,
    quantity INTEGER DEFAULT 0 NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    document TEXT DEFAULT '' NOT NULL,
    at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE store (
    store TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (store)
) WITHOUT ROWID;

CREATE TABLE supplier (
    supplier TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    lead_time_days INTEGER,
    country TEXT DEFAULT '' NOT NULL,
    order_days TEXT DEFAULT '' NOT NULL,
    minimum INTEGER,
    email TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (supplier)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE product_text USING fts5(name, sku, codes, content='', contentless_delete=1, prefix='2 3 4', tokenize='unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE product_word USING fts5vocab(product_text, 'row');
