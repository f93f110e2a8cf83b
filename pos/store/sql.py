"""The text of every composed statement. Written by `make sql` from `pos.store.core`: change it there, not here."""

from pos.store.statements import Many, Statement

# --- records ---------------------------------------------------------------------------------------------------------
PRODUCT = Statement("""
SELECT product.sku, product.name, product.price, product.tax_rate, product.barcodes, product.unit, product.category,
    product.supplier, product.backorder, product.deposit_percent, product.pack, product.release_on, product.substitutes,
    product.cost, product.attributes, product.season_ends_on, product.perishable
FROM product
WHERE product.sku = :sku
""")
PRODUCT_BY_BARCODE = Statement("""
SELECT product.sku, product.name, product.price, product.tax_rate, product.barcodes, product.unit, product.category,
    product.supplier, product.backorder, product.deposit_percent, product.pack, product.release_on, product.substitutes,
    product.cost, product.attributes, product.season_ends_on, product.perishable
FROM barcode JOIN product ON product.sku = barcode.sku
WHERE barcode.code = :code
""")
SELLABLE = Statement("""
SELECT coalesce(stock_level.on_hand, 0) AS coalesce_1, coalesce(stock_level.allocated, 0) AS coalesce_2,
    coalesce(stock_level.owed, 0) AS coalesce_3, product.sku, product.name, product.price, product.tax_rate,
    product.barcodes, product.unit, product.category, product.supplier, product.backorder, product.deposit_percent,
    product.pack, product.release_on, product.substitutes, product.cost, product.attributes, product.season_ends_on,
    product.perishable
FROM product
LEFT OUTER JOIN stock_level ON stock_level.sku = product.sku AND stock_level.store = :store
WHERE product.sku = :sku
""")
SHOP = Statement("""
SELECT setting.value
FROM setting
WHERE setting."key" = 'shop'
""")
LEVEL = Statement("""
SELECT stock_level.store, stock_level.on_hand, stock_level.allocated, stock_level.owed, stock_level.safety_stock,
    stock_level.as_of
FROM stock_level
WHERE stock_level.sku = :sku AND stock_level.store = :store
""")
LEVELS = Statement("""
SELECT stock_level.store, stock_level.on_hand, stock_level.allocated, stock_level.owed, stock_level.safety_stock,
    stock_level.as_of
FROM stock_level
WHERE stock_level.sku = :sku
ORDER BY stock_level.store
""")
SUPPLIES = Statement("""
SELECT purchase_line.number, purchase_line.line, (purchase_line.quantity - purchase_line.received) -
    purchase_line.cancelled AS anon_1, purchase_line.expected_on, purchase_line.confirmed, purchase_line.ordered_on,
    purchase_line.supplier, purchase_line.shipment
FROM purchase_line
WHERE purchase_line.sku = :sku AND (purchase_line.to_store = :store OR purchase_line.to_store = '') AND
    (purchase_line.quantity - purchase_line.received) - purchase_line.cancelled > 0
ORDER BY purchase_line.expected_on, purchase_line.number, purchase_line.line
""")
PURCHASE_ORDER = Statement("""
SELECT purchase_line.number, purchase_line.line, purchase_line.supplier, purchase_line.sku, (purchase_line.quantity -
    purchase_line.received) - purchase_line.cancelled AS anon_1, purchase_line.ordered_on, purchase_line.expected_on,
    purchase_line.shipment, purchase_line.first_expected_on
FROM purchase_line
WHERE purchase_line.number = :po AND (purchase_line.quantity - purchase_line.received) - purchase_line.cancelled > 0
ORDER BY purchase_line.line
""")
CUSTOMER = Statement("""
SELECT customer.customer, customer.name, customer.phone, customer.email, customer.address, customer.class,
    customer.consent, customer.language, customer.tell_by
FROM customer
WHERE customer.customer = :who
""")
CUSTOMERS = Statement("""
SELECT customer.customer, customer.name, customer.phone, customer.email, customer.address, customer.class,
    customer.consent, customer.language, customer.tell_by
FROM customer
WHERE customer.name != '' AND (customer.name LIKE :start ESCAPE '\\' OR customer.name LIKE :inside ESCAPE '\\' OR
    customer.email LIKE :start ESCAPE '\\' OR :digits != '' AND customer.digits LIKE :digits_inside)
ORDER BY customer.name LIKE :start ESCAPE '\\' DESC, lower(customer.name), customer.customer
LIMIT :most OFFSET 0
""")
PERSON = Statement("""
SELECT person.person, person.name, person.role
FROM person
WHERE person.person = :who AND person.active = 1
""")
PEOPLE = Statement("""
SELECT person.person, person.name, person.role
FROM person
WHERE person.active = 1
ORDER BY person.name
""")
ORDER = Statement("""
SELECT customer_order.number, customer_order.customer, customer.name, customer_order.taken_on, customer_order.total,
    customer_order.ship_complete
FROM customer_order
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
WHERE customer_order.number = :order
""")
ORDER_NUMBERS = Statement("""
SELECT customer_order.number
FROM customer_order
ORDER BY customer_order.taken_at, customer_order.number
""")
ORDER_LINES = Statement("""
SELECT order_line.line, order_line.sku, order_line.name, order_line.ordered, order_line.allocated,
    order_line.handed_over, order_line.cancelled, order_line.total, order_line.tax, order_line.tax_rate,
    order_line.promised_on, order_line.expected_ship_on, order_line.words, order_line.unit_price, coalesce(product.unit,
    'pc') AS coalesce_1
FROM order_line
LEFT OUTER JOIN product ON product.sku = order_line.sku
WHERE order_line.number = :order
ORDER BY order_line.line
""")
DEPOSIT_SHARES = Statement("""
SELECT order_deposit.rate, order_deposit.amount, order_deposit.declared
FROM order_deposit
WHERE order_deposit.order_number = :order
ORDER BY order_deposit.rate DESC
""")
QUEUE = Statement("""
SELECT order_line.queue_key, order_line.number, order_line.line, ((order_line.ordered - order_line.allocated) -
    order_line.handed_over) - order_line.cancelled AS anon_1, coalesce(customer_order.ship_complete, 0) AS coalesce_1
FROM order_line
LEFT OUTER JOIN customer_order ON customer_order.number = order_line.number
WHERE order_line.sku = :sku AND order_line.is_open = 1
ORDER BY order_line.queue_key
""")
RECEIPT = Statement("""
SELECT op.bytes, sale.at, sale.customer
FROM sale JOIN op ON op.position = sale.op
WHERE sale.number = :number
""")
SALE_BY_REQUEST = Statement("""
SELECT op.bytes
FROM sale JOIN op ON op.position = sale.op
WHERE sale.request = :request
""")
PRINTS = Statement("""
SELECT receipt_print.times
FROM receipt_print
WHERE receipt_print.number = :number AND receipt_print.form = :form
""")
ORIGINAL = Statement("""
SELECT print_job.id
FROM print_job
WHERE print_job.id = :job AND print_job.state IN ('queued', 'sending', 'sent', 'uncertain')
""")

# --- purchasing ------------------------------------------------------------------------------------------------------
SUPPLIER_TERMS = Statement("""
SELECT supplier.supplier, supplier.name, supplier.lead_time_days, supplier.lane, supplier.order_days,
    supplier.closed_on, supplier.minimum, supplier.active
FROM supplier
WHERE supplier.supplier = :supplier
""")
LEARNED = Statement("""
SELECT CAST(setting.value AS INTEGER) AS value
FROM setting
WHERE setting."key" = 'learned'
""")
SUPPLY_CHANGED = Statement("""
SELECT max(CAST(setting.value AS INTEGER)) AS max_1
FROM setting
WHERE setting."key" IN ('learned', 'redated')
""")
DELIVERIES = Statement("""
SELECT delivery.supplier, coalesce(nullif(delivery.lane, ''), supplier.lane, '') AS coalesce_1, delivery.ordered_on,
    delivery.promised_on, delivery.delivered_on, delivery.sku, delivery.quantity, delivery.received, delivery.shipment
FROM delivery
LEFT OUTER JOIN supplier ON supplier.supplier = delivery.supplier
ORDER BY delivery.delivered_on, delivery."key"
""")
AWAITED_LINES = Statement("""
SELECT purchase_line.supplier, coalesce(supplier.lane, '') AS coalesce_1, purchase_line.ordered_on,
    purchase_line.first_expected_on, purchase_line.expected_on, (purchase_line.quantity - purchase_line.received) -
    purchase_line.cancelled AS anon_1, purchase_line.shipment, purchase_line.number, purchase_line.line,
    purchase_line.sku
FROM purchase_line
LEFT OUTER JOIN supplier ON supplier.supplier = purchase_line.supplier
WHERE (purchase_line.quantity - purchase_line.received) - purchase_line.cancelled > 0
ORDER BY purchase_line.supplier, purchase_line.number, purchase_line.line
""")
NEVER_CAME = Statement("""
SELECT purchase_line.supplier, count(*) AS count_1, sum(CASE WHEN (purchase_line.received = 0) THEN 1 ELSE 0 END) AS
    sum_1
FROM purchase_line
WHERE (purchase_line.quantity - purchase_line.received) - purchase_line.cancelled <= 0 AND NOT (purchase_line.received =
    0 AND purchase_line.cancelled_on IS NOT NULL AND (purchase_line.first_expected_on IS NULL OR
    purchase_line.cancelled_on <= purchase_line.first_expected_on)) GROUP BY purchase_line.supplier
""")
PURCHASE_LINES = Statement("""
SELECT purchase_line.number, purchase_line.supplier, coalesce(supplier.name, '') AS coalesce_1,
    purchase_line.ordered_on, purchase_line.line, purchase_line.sku, coalesce(product.name, purchase_line.sku) AS
    coalesce_2, purchase_line.quantity, purchase_line.received, purchase_line.cancelled, purchase_line.expected_on,
    purchase_line.first_expected_on, purchase_line.confirmed, purchase_line.to_store, purchase_line.shipment,
    purchase_line.cancelled_on
FROM purchase_line
LEFT OUTER JOIN supplier ON supplier.supplier = purchase_line.supplier
LEFT OUTER JOIN product ON product.sku = purchase_line.sku
ORDER BY purchase_line.number, purchase_line.line
""")
PURCHASE_LINES_OF = Statement("""
SELECT purchase_line.number, purchase_line.supplier, coalesce(supplier.name, '') AS coalesce_1,
    purchase_line.ordered_on, purchase_line.line, purchase_line.sku, coalesce(product.name, purchase_line.sku) AS
    coalesce_2, purchase_line.quantity, purchase_line.received, purchase_line.cancelled, purchase_line.expected_on,
    purchase_line.first_expected_on, purchase_line.confirmed, purchase_line.to_store, purchase_line.shipment,
    purchase_line.cancelled_on
FROM purchase_line
LEFT OUTER JOIN supplier ON supplier.supplier = purchase_line.supplier
LEFT OUTER JOIN product ON product.sku = purchase_line.sku
WHERE purchase_line.number = :po
ORDER BY purchase_line.number, purchase_line.line
""")
PURCHASE_LINES_FROM = Statement("""
SELECT purchase_line.number, purchase_line.supplier, coalesce(supplier.name, '') AS coalesce_1,
    purchase_line.ordered_on, purchase_line.line, purchase_line.sku, coalesce(product.name, purchase_line.sku) AS
    coalesce_2, purchase_line.quantity, purchase_line.received, purchase_line.cancelled, purchase_line.expected_on,
    purchase_line.first_expected_on, purchase_line.confirmed, purchase_line.to_store, purchase_line.shipment,
    purchase_line.cancelled_on
FROM purchase_line
LEFT OUTER JOIN supplier ON supplier.supplier = purchase_line.supplier
LEFT OUTER JOIN product ON product.sku = purchase_line.sku
WHERE purchase_line.supplier = :supplier
ORDER BY purchase_line.number, purchase_line.line
""")
PURCHASE_NUMBERS = Statement("""
SELECT DISTINCT purchase_line.number
FROM purchase_line
WHERE purchase_line.number >= :low AND purchase_line.number < :high
""")
PURCHASE_DATES = Statement("""
SELECT purchase_date.line, purchase_date.at, purchase_date.person, purchase_date."before", purchase_date."after",
    purchase_date.confirmed, purchase_date.why
FROM purchase_date
WHERE purchase_date.number = :po
ORDER BY purchase_date.at, purchase_date.line, purchase_date.nth
""")
SUPPLIERS = Statement("""
SELECT supplier.supplier, supplier.name, supplier.lead_time_days, supplier.lane, supplier.order_days,
    supplier.closed_on, supplier.minimum, supplier.active, supplier.country, supplier.email, supplier.phone, (SELECT
    count(DISTINCT purchase_line.number) AS count_1
FROM purchase_line
WHERE purchase_line.supplier = supplier.supplier AND (purchase_line.quantity - purchase_line.received) -
    purchase_line.cancelled > 0) AS anon_1, (SELECT count(DISTINCT purchase_line.number) AS count_1
FROM purchase_line
WHERE purchase_line.supplier = supplier.supplier AND (purchase_line.quantity - purchase_line.received) -
    purchase_line.cancelled > 0 AND purchase_line.expected_on < :today) AS anon_2
FROM supplier
ORDER BY lower(supplier.name), supplier.supplier
""")
OPEN_LINES = Statement("""
SELECT order_line.number, order_line.line, order_line.queue_key, ((order_line.ordered - order_line.allocated) -
    order_line.handed_over) - order_line.cancelled AS anon_1, order_line.allocated, order_line.likely_on,
    order_line.promised_on, order_line.now_likely_on, order_line.expected_ship_on,
    coalesce(customer_order.ship_complete, 0) AS coalesce_1, coalesce(customer_order.customer, '') AS coalesce_2,
    coalesce(customer.name, '') AS coalesce_3, coalesce(customer_order.taken_on, '') AS coalesce_4, CASE WHEN
    (customer_order.ship_complete = 1) THEN (SELECT sum(((sister.ordered - sister.allocated) - sister.handed_over) -
    sister.cancelled) AS sum_1
FROM order_line AS sister
WHERE sister.number = order_line.number) ELSE ((order_line.ordered - order_line.allocated) - order_line.handed_over) -
    order_line.cancelled END AS anon_2
FROM order_line
LEFT OUTER JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
WHERE order_line.sku = :sku AND order_line.is_open = 1
ORDER BY order_line.queue_key
""")
SKUS_OF_ORDER = Statement("""
SELECT DISTINCT order_line.sku
FROM order_line
WHERE order_line.number = :order AND order_line.is_open = 1
ORDER BY order_line.sku
""")
SKUS_WITH_OPEN_LINES = Statement("""
SELECT DISTINCT order_line.sku
FROM order_line
WHERE order_line.is_open = 1
ORDER BY order_line.sku
""")
SKUS_WAITING_FOR = Statement("""
SELECT DISTINCT order_line.sku
FROM order_line
WHERE order_line.is_open = 1 AND ((EXISTS (SELECT product.sku
FROM product
WHERE product.supplier = :supplier AND product.sku = order_line.sku)) OR order_line.sku IN (SELECT purchase_line.sku
FROM purchase_line
WHERE purchase_line.supplier = :supplier AND (purchase_line.quantity - purchase_line.received) - purchase_line.cancelled
    > 0))
ORDER BY order_line.sku
""")
SOLD_BEFORE = Statement("""
SELECT coalesce(sum(past_sale.quantity), 0) AS coalesce_1
FROM past_sale
WHERE past_sale.sku = :sku AND past_sale.store = :store AND past_sale.at >= :since
""")

# --- learned ---------------------------------------------------------------------------------------------------------
TUNED = Statement("""
SELECT setting.value
FROM setting
WHERE setting."key" = 'tuned'
""")
OPEN_UNITS = Statement("""
SELECT sum(CASE WHEN (coalesce(product.unit, 'pc') = 'pc') THEN (order_line.ordered - order_line.handed_over) -
    order_line.cancelled ELSE 1 END) AS sum_1
FROM order_line
LEFT OUTER JOIN product ON product.sku = order_line.sku
WHERE order_line.is_open = 1
""")
PROMISES_TOLD = Statement("""
SELECT coalesce(product.supplier, '') AS coalesce_1, customer_order.taken_on, order_line.likely_on,
    order_line.promised_on, (SELECT told.latest_on
FROM told
WHERE told.number = order_line.number AND told.line = order_line.line
ORDER BY told.nth DESC
LIMIT 1 OFFSET 0) AS anon_1, order_line.ready_on, order_line.cancelled_on
FROM order_line JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN product ON product.sku = order_line.sku
WHERE order_line.promised_on IS NOT NULL
""")
LINES_THAT_WAITED = Statement("""
SELECT coalesce(product.category, '') AS coalesce_1, customer_order.taken_on, order_line.promised_on,
    order_line.ready_on, CASE WHEN (order_line.is_open = 0 AND order_line.cancelled > 0) THEN order_line.cancelled_on
    END AS anon_1
FROM order_line JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN product ON product.sku = order_line.sku
WHERE customer_order.taken_on >= :since AND (order_line.is_open = 0 AND order_line.cancelled > 0 AND
    order_line.cancelled_on IS NOT NULL OR order_line.ready_on > customer_order.taken_on OR order_line.ready_on IS NULL
    AND order_line.is_open = 1)
ORDER BY customer_order.taken_on, order_line.number, order_line.line
""")
LIKE_THIS = Statement("""
SELECT (coalesce(stock_level.on_hand, 0) - coalesce(stock_level.allocated, 0)) - coalesce(stock_level.owed, 0) AS
    anon_1, product.sku, product.name, product.price, product.tax_rate, product.barcodes, product.unit,
    product.category, product.supplier, product.backorder, product.deposit_percent, product.pack, product.release_on,
    product.substitutes, product.cost, product.attributes, product.season_ends_on, product.perishable
FROM product JOIN stock_level ON stock_level.sku = product.sku AND stock_level.store = :store
WHERE product.category = :category AND product.attributes = :attributes AND product.attributes != '{}' AND product.sku
    != :sku AND product.backorder != 'stop' AND (coalesce(stock_level.on_hand, 0) - coalesce(stock_level.allocated, 0))
    - coalesce(stock_level.owed, 0) > 0
ORDER BY abs(coalesce(product.price, 0) - :price), product.sku
LIMIT :most OFFSET 0
""")

# --- search ----------------------------------------------------------------------------------------------------------
SALES = Statement("""
SELECT sale.number, sale.at, customer.name, sale.total, sale.kind, (SELECT coalesce(sum(order_deposit.amount), 0) AS
    coalesce_1
FROM order_deposit
WHERE order_deposit.order_number = sale.number) AS anon_1, (SELECT sum(order_line.total - (order_line.total *
    order_line.handed_over) / order_line.ordered) AS sum_1
FROM order_line
WHERE order_line.number = sale.number AND order_line.is_open = 1) AS anon_2, (SELECT max(order_line.expected_ship_on) AS
    max_1
FROM order_line
WHERE order_line.number = sale.number AND order_line.is_open = 1) AS anon_3, customer_order.is_open, (SELECT
    sum(((order_line.ordered - order_line.allocated) - order_line.handed_over) - order_line.cancelled) AS sum_2
FROM order_line
WHERE order_line.number = sale.number AND order_line.is_open = 1) AS anon_4
FROM sale
LEFT OUTER JOIN customer_order ON customer_order.number = sale.number
LEFT OUTER JOIN customer ON customer.customer = sale.customer
WHERE :text = '' OR sale.number LIKE :inside ESCAPE '\\' OR customer.name LIKE :inside ESCAPE '\\' OR :digits != '' AND
    customer.digits LIKE :digits_inside
ORDER BY sale.at DESC, sale.number DESC
LIMIT :most OFFSET 0
""")

# --- apply -----------------------------------------------------------------------------------------------------------
PUT_SETTING = Statement("""
INSERT INTO setting ("key", value)
VALUES (:key, :value)
ON CONFLICT ("key") DO UPDATE SET value = excluded.value
""")
PUT_STORE = Statement("""
INSERT INTO store (store, name)
VALUES (:store, :name)
ON CONFLICT (store) DO UPDATE SET name = excluded.name
""")
PUT_PERSON = Statement("""
INSERT INTO person (person, name, role, pin, active)
VALUES (:person, :name, :role, :pin, :active)
ON CONFLICT (person) DO UPDATE SET name = excluded.name, role = excluded.role, pin = excluded.pin, active =
    excluded.active
""")
PUT_CUSTOMER = Statement("""
INSERT INTO customer (customer, name, phone, email, address, class, consent, language, tell_by, digits)
VALUES (:customer, :name, :phone, :email, :address, :class, :consent, :language, :tell_by, :digits)
ON CONFLICT (customer) DO UPDATE SET name = excluded.name, phone = excluded.phone, email = excluded.email, address =
    excluded.address, class = excluded.class, consent = excluded.consent, language = excluded.language, tell_by =
    excluded.tell_by, digits = excluded.digits
""")
ERASE_CUSTOMER = Statement("""
UPDATE customer SET name='', phone='', email='', address='', consent=0, digits=''
WHERE customer.customer = :who
""")
COUNT_PRINT = Statement("""
INSERT INTO receipt_print (number, form, times)
VALUES (:number, :form, :times)
ON CONFLICT (number, form) DO UPDATE SET times = (receipt_print.times + excluded.times)
""")
INSERT_SALE = Statement("""
INSERT INTO sale (number, op, kind, at, business_date, person, customer, total, tax, due_now, order_deposit,
    balance_due, change_due, tenders, request, order_number)
VALUES (:number, :op, :kind, :at, :business_date, :person, :customer, :total, :tax, :due_now, :order_deposit,
    :balance_due, :change_due, :tenders, :request, :order_number)
""")
INSERT_SALE_LINES = Many("""
INSERT INTO sale_line (number, line, take, sku, name, quantity, unit_price, total, tax, tax_rate)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
""")
INSERT_POSTINGS = Many("""
INSERT INTO posting (op, account, amount, order_number, rate)
VALUES (?, ?, ?, ?, ?)
""")
INSERT_MOVES = Many("""
INSERT INTO stock_move (sku, store, quantity, kind, document, at)
VALUES (?, ?, ?, ?, ?, ?)
""")
ADD_TO_LEVELS = Many("""
INSERT INTO stock_level (sku, store, on_hand, allocated, owed, as_of)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (sku, store) DO UPDATE SET on_hand = (stock_level.on_hand + excluded.on_hand), allocated =
    (stock_level.allocated + excluded.allocated), owed = (stock_level.owed + excluded.owed), as_of = excluded.as_of
""")

# --- apply_catalog ---------------------------------------------------------------------------------------------------
LAST_PRODUCT = Statement("""
SELECT coalesce(max(product.id), 0) AS coalesce_1
FROM product
""")
PUT_PRODUCT = Statement("""
INSERT INTO product (id, sku, name, price, tax_rate, unit, category, supplier, brand, cost, backorder, deposit_percent,
    pack, release_on, substitutes, barcodes, attributes, season_ends_on, perishable)
VALUES (:id, :sku, :name, :price, :tax_rate, :unit, :category, :supplier, :brand, :cost, :backorder, :deposit_percent,
    :pack, :release_on, :substitutes, :barcodes, :attributes, :season_ends_on, :perishable)
ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, name = excluded.name, price = excluded.price, tax_rate =
    excluded.tax_rate, unit = excluded.unit, category = excluded.category, supplier = excluded.supplier, brand =
    excluded.brand, cost = excluded.cost, backorder = excluded.backorder, deposit_percent = excluded.deposit_percent,
    pack = excluded.pack, release_on = excluded.release_on, substitutes = excluded.substitutes, barcodes =
    excluded.barcodes, attributes = excluded.attributes, season_ends_on = excluded.season_ends_on, perishable =
    excluded.perishable
""")
PUT_BARCODE = Statement("""
INSERT INTO barcode (code, sku)
VALUES (:code, :sku)
ON CONFLICT (code) DO UPDATE SET sku = excluded.sku
""")
DROP_BARCODE = Statement("""
DELETE FROM barcode
WHERE barcode.code = :code AND barcode.sku = :sku
""")
PUT_SUPPLIER = Statement("""
INSERT INTO supplier (supplier, name, lead_time_days, country, order_days, minimum, email, phone, lane, closed_on,
    active)
VALUES (:supplier, :name, :lead_time_days, :country, :order_days, :minimum, :email, :phone, :lane, :closed_on, :active)
ON CONFLICT (supplier) DO UPDATE SET name = excluded.name, lead_time_days = excluded.lead_time_days, country =
    excluded.country, order_days = excluded.order_days, minimum = excluded.minimum, email = excluded.email, phone =
    excluded.phone, lane = excluded.lane, closed_on = excluded.closed_on, active = excluded.active
""")
PUT_PURCHASE_LINE = Statement("""
INSERT INTO purchase_line (number, line, supplier, sku, quantity, received, cancelled, ordered_on, expected_on,
    confirmed, to_store, shipment, first_expected_on, cancelled_on)
VALUES (:number, :line, :supplier, :sku, :quantity, :received, :cancelled, :ordered_on, :expected_on, :confirmed,
    :to_store, :shipment, :first_expected_on, :cancelled_on)
ON CONFLICT (number, line) DO UPDATE SET supplier = excluded.supplier, sku = excluded.sku, quantity = excluded.quantity,
    received = excluded.received, cancelled = excluded.cancelled, ordered_on = excluded.ordered_on, expected_on =
    excluded.expected_on, confirmed = excluded.confirmed, to_store = excluded.to_store, shipment = excluded.shipment,
    first_expected_on = coalesce(purchase_line.first_expected_on, excluded.first_expected_on), cancelled_on =
    coalesce(excluded.cancelled_on, purchase_line.cancelled_on)
""")
INSERT_PURCHASE_DATES = Many("""
INSERT INTO purchase_date (number, line, nth, at, person, "before", "after", confirmed, why)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
""")
BOOK_RECEIVED = Statement("""
UPDATE purchase_line SET received=(purchase_line.received + :came)
WHERE purchase_line.number = :po AND purchase_line.line = :po_line
""")
PUT_DELIVERY = Statement("""
INSERT INTO delivery ("key", supplier, ordered_on, promised_on, delivered_on, sku, quantity, received, lane, shipment)
VALUES (:key, :supplier, :ordered_on, :promised_on, :delivered_on, :sku, :quantity, :received, :lane, :shipment)
ON CONFLICT ("key") DO UPDATE SET supplier = excluded.supplier, ordered_on = excluded.ordered_on, promised_on =
    excluded.promised_on, delivered_on = excluded.delivered_on, sku = excluded.sku, quantity = excluded.quantity,
    received = excluded.received, lane = excluded.lane, shipment = excluded.shipment
""")
PUT_PAST_SALE = Statement("""
INSERT INTO past_sale ("key", at, store, receipt, sku, quantity, price, customer)
VALUES (:key, :at, :store, :receipt, :sku, :quantity, :price, :customer)
ON CONFLICT ("key") DO UPDATE SET at = excluded.at, store = excluded.store, receipt = excluded.receipt, sku =
    excluded.sku, quantity = excluded.quantity, price = excluded.price, customer = excluded.customer
""")
PUT_SAFETY_STOCK = Statement("""
INSERT INTO stock_level (sku, store, safety_stock)
VALUES (:sku, :store, :safety_stock)
ON CONFLICT (sku, store) DO UPDATE SET safety_stock = excluded.safety_stock
""")

# --- apply_orders ----------------------------------------------------------------------------------------------------
INSERT_ORDER = Statement("""
INSERT INTO customer_order (number, customer, taken_on, taken_at, store, register, person, mode, language, total,
    is_open, ship_complete)
VALUES (:number, :customer, :taken_on, :taken_at, :store, :register, :person, :mode, :language, :total, :is_open,
    :ship_complete)
""")
INSERT_ORDER_LINE = Statement("""
INSERT INTO order_line (number, line, sku, name, ordered, allocated, handed_over, cancelled, unit_price, total, tax,
    tax_rate, likely_on, promised_on, expected_ship_on, words, certainty, basis, queue_key, is_open, now_likely_on,
    ready_on, cancelled_on)
VALUES (:number, :line, :sku, :name, :ordered, :allocated, :handed_over, :cancelled, :unit_price, :total, :tax,
    :tax_rate, :likely_on, :promised_on, :expected_ship_on, :words, :certainty, :basis, :queue_key, :is_open,
    :now_likely_on, :ready_on, :cancelled_on)
""")
SAY_TODAY = Statement("""
UPDATE order_line SET expected_ship_on=:latest, now_likely_on=:likely
WHERE order_line.number = :order AND order_line.line = :order_line
""")
INSERT_TOLD = Statement("""
INSERT INTO told (number, line, nth, at, person, likely_on, latest_on, words, why)
VALUES (:number, :line, :nth, :at, :person, :likely_on, :latest_on, :words, :why)
""")
TIMES_TOLD = Statement("""
SELECT count(*) AS count_1
FROM told
WHERE told.number = :order AND told.line = :order_line
""")
INSERT_OVERRIDES = Many("""
INSERT INTO policy_override (id, at, person, sku, quantity, advised, taken, reason, order_number)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
""")
ADD_TO_DEPOSIT = Statement("""
INSERT INTO order_deposit (order_number, rate, amount, declared)
VALUES (:order_number, :rate, :amount, :declared)
ON CONFLICT (order_number, rate) DO UPDATE SET amount = (order_deposit.amount + excluded.amount), declared =
    (order_deposit.declared + excluded.declared)
""")
ALLOCATE = Statement("""
UPDATE order_line SET allocated=(order_line.allocated + :units), ready_on=CASE WHEN (order_line.ready_on IS NULL AND
    (((order_line.ordered - order_line.allocated) - order_line.handed_over) - order_line.cancelled) - :units <= 0) THEN
    :day ELSE order_line.ready_on END
WHERE order_line.number = :order AND order_line.line = :order_line
""")
GOES_WHOLE = Statement("""
SELECT customer_order.ship_complete
FROM customer_order
WHERE customer_order.number = :order
""")
READY_TOGETHER = Statement("""
UPDATE order_line SET ready_on=(SELECT CASE WHEN (sum(((sister.ordered - sister.allocated) - sister.handed_over) -
    sister.cancelled) <= 0) THEN :day END AS anon_1
FROM order_line AS sister
WHERE sister.number = :order)
WHERE order_line.number = :order AND order_line.is_open = 1
""")
HAND_OVER = Statement("""
UPDATE order_line SET allocated=(order_line.allocated - :units), handed_over=(order_line.handed_over + :units),
    is_open=CASE WHEN (order_line.handed_over + :units + order_line.cancelled < order_line.ordered) THEN 1 ELSE 0 END
WHERE order_line.number = :order AND order_line.line = :order_line
""")
CLOSE_ORDER = Statement("""
UPDATE customer_order SET is_open=(SELECT coalesce(max(order_line.is_open), 0) AS coalesce_1
FROM order_line
WHERE order_line.number = :order)
WHERE customer_order.number = :order
""")

# --- transactions ----------------------------------------------------------------------------------------------------
TIP = Statement("""
SELECT op.epoch, op.seq, op.hash, op.hlc, op.position, op.running
FROM op
ORDER BY op.position DESC
LIMIT 1 OFFSET 0
""")
INSERT_OP = Statement("""
INSERT INTO op (position, epoch, seq, op_id, kind, hlc, running, hash, sig, bytes)
VALUES (:position, :epoch, :seq, :op_id, :kind, :hlc, :running, :hash, :sig, :bytes)
""")
HASH_AT = Statement("""
SELECT op.hash
FROM epoch JOIN op ON op.position = epoch."before" + :seq
WHERE epoch.epoch = :epoch AND op.seq = :seq
""")
INSERT_EPOCH = Statement("""
INSERT INTO epoch (epoch, "before")
VALUES (:epoch, :before)
""")
DEVICE = Statement("""
SELECT device."key", device.value
FROM device
""")
PUT_DEVICE = Statement("""
INSERT INTO device ("key", value)
VALUES (:key, :value)
ON CONFLICT ("key") DO UPDATE SET value = excluded.value
""")
QUEUE_JOB = Statement("""
INSERT INTO print_job (id, number, duplicate, printed_by, printed_at, state, created)
VALUES (:id, :number, :duplicate, :printed_by, :printed_at, :state, :created)
""")

# --- sealing ---------------------------------------------------------------------------------------------------------
CUSTOMER_KEY = Statement("""
SELECT customer_key."key"
FROM customer_key
WHERE customer_key.customer = :who
""")
KEEP_KEY = Statement("""
INSERT INTO customer_key (customer, "key")
VALUES (:customer, :key)
""")
FORGET_KEY = Statement("""
DELETE FROM customer_key
WHERE customer_key.customer = :who
""")

# --- print_jobs ------------------------------------------------------------------------------------------------------
NEXT_JOB = Statement("""
SELECT print_job.id, print_job.number, print_job.duplicate, print_job.printed_by, print_job.printed_at, print_job.state,
    print_job.cause, print_job.attempts, print_job.created
FROM print_job
WHERE print_job.state IN ('queued', 'sending')
ORDER BY print_job.created, print_job.id
LIMIT 1 OFFSET 0
""")
JOBS = Statement("""
SELECT print_job.id, print_job.number, print_job.duplicate, print_job.printed_by, print_job.printed_at, print_job.state,
    print_job.cause, print_job.attempts, print_job.created
FROM print_job
ORDER BY print_job.created DESC, print_job.id
LIMIT :most OFFSET 0
""")
JOB = Statement("""
SELECT print_job.id, print_job.number, print_job.duplicate, print_job.printed_by, print_job.printed_at, print_job.state,
    print_job.cause, print_job.attempts, print_job.created
FROM print_job
WHERE print_job.id = :job
""")
JOBS_OF_NUMBER = Statement("""
SELECT print_job.id, print_job.number, print_job.duplicate, print_job.printed_by, print_job.printed_at, print_job.state,
    print_job.cause, print_job.attempts, print_job.created
FROM print_job
WHERE print_job.id >= :low AND print_job.id < :high
ORDER BY print_job.created DESC
""")
SHOW_JOBS = Statement("""
UPDATE print_job SET state='shown'
WHERE print_job.state = 'queued'
""")
CLAIM_JOB = Statement("""
UPDATE print_job SET state='sending'
WHERE print_job.id = :job AND print_job.state = 'queued'
""")
MARK_JOB = Statement("""
UPDATE print_job SET state=:new_state, cause=:new_cause, attempts=(print_job.attempts + :tried), bytes_total=:total,
    bytes_accepted=:accepted, sha256=:digest
WHERE print_job.id = :job
""")

# --- pins ------------------------------------------------------------------------------------------------------------
PIN = Statement("""
SELECT person.pin
FROM person
WHERE person.person = :who
""")
PIN_TRIES = Statement("""
SELECT pin_try.failures, pin_try.locked_until
FROM pin_try
WHERE pin_try.person = :who
""")
PUT_PIN_TRIES = Statement("""
INSERT INTO pin_try (person, failures, locked_until)
VALUES (:person, :failures, :locked_until)
ON CONFLICT (person) DO UPDATE SET failures = excluded.failures, locked_until = excluded.locked_until
""")
