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
SELECT coalesce(stock_level.on_hand, 0) AS coalesce_1, coalesce(stock_level.allocated, 0) AS coalesce_2, CASE WHEN
    (stock_level.owed > 0) THEN stock_level.owed - coalesce((SELECT sum(((order_line.ordered - order_line.allocated) -
    order_line.handed_over) - order_line.cancelled) AS sum_1
FROM order_line
WHERE order_line.sku = stock_level.sku AND order_line.is_open = 1 AND order_line.route = 'direct'), 0) ELSE 0 END AS
    anon_1, product.sku, product.name, product.price, product.tax_rate, product.barcodes, product.unit,
    product.category, product.supplier, product.backorder, product.deposit_percent, product.pack, product.release_on,
    product.substitutes, product.cost, product.attributes, product.season_ends_on, product.perishable
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
SELECT stock_level.store, stock_level.on_hand, stock_level.allocated, CASE WHEN (stock_level.owed > 0) THEN
    stock_level.owed - coalesce((SELECT sum(((order_line.ordered - order_line.allocated) - order_line.handed_over) -
    order_line.cancelled) AS sum_1
FROM order_line
WHERE order_line.sku = stock_level.sku AND order_line.is_open = 1 AND order_line.route = 'direct'), 0) ELSE 0 END AS
    anon_1, stock_level.safety_stock, stock_level.as_of
FROM stock_level
WHERE stock_level.sku = :sku AND stock_level.store = :store
""")
LEVELS = Statement("""
SELECT stock_level.store, stock_level.on_hand, stock_level.allocated, CASE WHEN (stock_level.owed > 0) THEN
    stock_level.owed - coalesce((SELECT sum(((order_line.ordered - order_line.allocated) - order_line.handed_over) -
    order_line.cancelled) AS sum_1
FROM order_line
WHERE order_line.sku = stock_level.sku AND order_line.is_open = 1 AND order_line.route = 'direct'), 0) ELSE 0 END AS
    anon_1, stock_level.safety_stock, stock_level.as_of
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
    customer_order.version, customer_order.mode, customer_order.tax_mode, customer_order.language,
    customer_order.taken_at, customer_order.ship_complete, coalesce(customer_order.last_news_at, '') AS coalesce_1
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
    order_line.promised_on, order_line.expected_ship_on, coalesce((SELECT told.words
FROM told
WHERE told.number = order_line.number AND told.line = order_line.line
ORDER BY told.nth DESC
LIMIT 1 OFFSET 0), order_line.words) AS coalesce_1, order_line.unit_price, coalesce(product.unit, 'pc') AS coalesce_2,
    order_line.kind, order_line.route, order_line.route_to, order_line.wanted_on, order_line.not_after,
    order_line.ready_on, order_line.queue_key, order_line.told_units
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
TENDERS_NAMING = Statement("""
SELECT sale.tenders
FROM sale
WHERE instr(sale.tenders, :reference) > 0
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
GOODS_IN_MARKED = Statement("""
SELECT setting.value
FROM setting
WHERE setting."key" = :mark
""")
GOODS_IN_NAMED = Statement("""
SELECT stock_move.document, min(stock_move.at) AS min_1
FROM stock_move
WHERE stock_move.id > (SELECT max(stock_move.id) - 20000 AS anon_1
FROM stock_move) AND stock_move.document LIKE :ends GROUP BY stock_move.document
ORDER BY min(stock_move.at) DESC
LIMIT 1 OFFSET 0
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
    order_line.handed_over) - order_line.cancelled AS anon_1, order_line.allocated, CASE WHEN (order_line.told_units IS
    NOT NULL AND order_line.allocated + order_line.handed_over >= order_line.told_units) THEN NULL WHEN (told.nth IS
    NULL) THEN order_line.likely_on ELSE told.likely_on END AS anon_2, CASE WHEN (order_line.told_units IS NOT NULL AND
    order_line.allocated + order_line.handed_over >= order_line.told_units) THEN NULL WHEN (told.nth IS NULL) THEN
    order_line.promised_on ELSE told.latest_on END AS anon_3, order_line.now_likely_on, order_line.expected_ship_on,
    coalesce(customer_order.ship_complete, 0) AS coalesce_1, coalesce(customer_order.customer, '') AS coalesce_2,
    coalesce(customer.name, '') AS coalesce_3, coalesce(customer_order.taken_on, '') AS coalesce_4, CASE WHEN
    (customer_order.ship_complete = 1) THEN (SELECT sum(((sister.ordered - sister.allocated) - sister.handed_over) -
    sister.cancelled) AS sum_1
FROM order_line AS sister
WHERE sister.number = order_line.number) ELSE ((order_line.ordered - order_line.allocated) - order_line.handed_over) -
    order_line.cancelled END AS anon_4, CASE WHEN (order_line.told_units IS NOT NULL AND order_line.allocated +
    order_line.handed_over >= order_line.told_units) THEN NULL ELSE max(0, (order_line.told_units -
    order_line.allocated) - order_line.handed_over) END AS anon_5, NOT (order_line.told_units IS NOT NULL AND
    order_line.allocated + order_line.handed_over >= order_line.told_units) AND told.nth > 1 AND told.latest_on IS NULL
    AND told.why != 'put_back' AS anon_6, order_line.route, order_line.route_to, order_line.wanted_on
FROM order_line
LEFT OUTER JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
LEFT OUTER JOIN told ON told.number = order_line.number AND told.line = order_line.line AND told.nth = (SELECT
    max(told.nth) AS max_1
FROM told
WHERE told.number = order_line.number AND told.line = order_line.line)
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
SELECT coalesce(product.supplier, '') AS coalesce_1, order_line.basis, customer_order.taken_on, CASE WHEN
    (order_line.likely_on < order_line.wanted_on) THEN order_line.wanted_on ELSE order_line.likely_on END AS anon_1,
    CASE WHEN (order_line.promised_on < order_line.wanted_on) THEN order_line.wanted_on ELSE order_line.promised_on END
    AS anon_2, (SELECT CASE WHEN (told.latest_on < order_line.wanted_on) THEN order_line.wanted_on ELSE told.latest_on
    END AS anon_4
FROM told
WHERE told.number = order_line.number AND told.line = order_line.line AND told.why != 'put_back'
ORDER BY told.nth DESC
LIMIT 1 OFFSET 0) AS anon_3, CASE WHEN (order_line.route = 'other_store') THEN coalesce((SELECT min(order_event.at) AS
    min_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.line = order_line.line AND order_event.kind =
    'arrived_there' AND min(coalesce(order_line.told_units, order_line.ordered), max(1, order_line.ordered -
    order_line.cancelled)) <= json_extract(order_event.details, '$.upto')), CASE WHEN (order_line.handed_over > 0) THEN
    coalesce((SELECT json_extract(order_event.details, printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END) ELSE coalesce((SELECT json_extract(order_event.details,
    printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END AS anon_5, order_line.cancelled_on, CASE WHEN (order_line.route =
    'other_store') THEN coalesce((SELECT json_extract(order_event.details, printf('$.ready."%d"', order_line.line)) AS
    json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END AS anon_6, order_line.route_to
FROM order_line JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN product ON product.sku = order_line.sku
WHERE order_line.promised_on IS NOT NULL AND order_line.kind != 'layaway' AND (CASE WHEN (order_line.route =
    'other_store') THEN coalesce((SELECT min(order_event.at) AS min_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.line = order_line.line AND order_event.kind =
    'arrived_there' AND min(coalesce(order_line.told_units, order_line.ordered), max(1, order_line.ordered -
    order_line.cancelled)) <= json_extract(order_event.details, '$.upto')), CASE WHEN (order_line.handed_over > 0) THEN
    coalesce((SELECT json_extract(order_event.details, printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END) ELSE coalesce((SELECT json_extract(order_event.details,
    printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END IS NULL OR substr(CASE WHEN (order_line.route = 'other_store') THEN
    coalesce((SELECT min(order_event.at) AS min_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.line = order_line.line AND order_event.kind =
    'arrived_there' AND min(coalesce(order_line.told_units, order_line.ordered), max(1, order_line.ordered -
    order_line.cancelled)) <= json_extract(order_event.details, '$.upto')), CASE WHEN (order_line.handed_over > 0) THEN
    coalesce((SELECT json_extract(order_event.details, printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END) ELSE coalesce((SELECT json_extract(order_event.details,
    printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END, 1, 10) > customer_order.taken_on)
""")
PROMISES_TOLD_TO = Statement("""
SELECT coalesce(product.supplier, '') AS coalesce_1, order_line.basis, customer_order.taken_on, CASE WHEN
    (order_line.likely_on < order_line.wanted_on) THEN order_line.wanted_on ELSE order_line.likely_on END AS anon_1,
    CASE WHEN (order_line.promised_on < order_line.wanted_on) THEN order_line.wanted_on ELSE order_line.promised_on END
    AS anon_2, (SELECT CASE WHEN (told.latest_on < order_line.wanted_on) THEN order_line.wanted_on ELSE told.latest_on
    END AS anon_4
FROM told
WHERE told.number = order_line.number AND told.line = order_line.line AND told.why != 'put_back'
ORDER BY told.nth DESC
LIMIT 1 OFFSET 0) AS anon_3, CASE WHEN (order_line.route = 'other_store') THEN coalesce((SELECT min(order_event.at) AS
    min_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.line = order_line.line AND order_event.kind =
    'arrived_there' AND min(coalesce(order_line.told_units, order_line.ordered), max(1, order_line.ordered -
    order_line.cancelled)) <= json_extract(order_event.details, '$.upto')), CASE WHEN (order_line.handed_over > 0) THEN
    coalesce((SELECT json_extract(order_event.details, printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END) ELSE coalesce((SELECT json_extract(order_event.details,
    printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END AS anon_5, order_line.cancelled_on, CASE WHEN (order_line.route =
    'other_store') THEN coalesce((SELECT json_extract(order_event.details, printf('$.ready."%d"', order_line.line)) AS
    json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END AS anon_6, order_line.route_to
FROM order_line JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN product ON product.sku = order_line.sku
WHERE order_line.promised_on IS NOT NULL AND order_line.kind != 'layaway' AND (CASE WHEN (order_line.route =
    'other_store') THEN coalesce((SELECT min(order_event.at) AS min_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.line = order_line.line AND order_event.kind =
    'arrived_there' AND min(coalesce(order_line.told_units, order_line.ordered), max(1, order_line.ordered -
    order_line.cancelled)) <= json_extract(order_event.details, '$.upto')), CASE WHEN (order_line.handed_over > 0) THEN
    coalesce((SELECT json_extract(order_event.details, printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END) ELSE coalesce((SELECT json_extract(order_event.details,
    printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END IS NULL OR substr(CASE WHEN (order_line.route = 'other_store') THEN
    coalesce((SELECT min(order_event.at) AS min_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.line = order_line.line AND order_event.kind =
    'arrived_there' AND min(coalesce(order_line.told_units, order_line.ordered), max(1, order_line.ordered -
    order_line.cancelled)) <= json_extract(order_event.details, '$.upto')), CASE WHEN (order_line.handed_over > 0) THEN
    coalesce((SELECT json_extract(order_event.details, printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END) ELSE coalesce((SELECT json_extract(order_event.details,
    printf('$.ready."%d"', order_line.line)) AS json_extract_1
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back'
ORDER BY order_event.op
LIMIT 1 OFFSET 0), order_line.ready_on) END, 1, 10) > customer_order.taken_on) AND customer_order.customer = :who AND
    customer_order.customer != ''
""")
LINES_THAT_WAITED = Statement("""
SELECT coalesce(product.category, '') AS coalesce_1, customer_order.taken_on, order_line.promised_on,
    order_line.ready_on, CASE WHEN (order_line.is_open = 0 AND order_line.cancelled > 0 AND NOT (EXISTS (SELECT
    order_event.number
FROM order_event
WHERE order_event.number = order_line.number AND order_event.line = order_line.line AND order_event.kind = 'cancelled'
    AND ((order_event.reason LIKE 'shop_cannot' || '%') OR (order_event.reason LIKE 'mistake' || '%') OR
    (order_event.reason LIKE 'uncollected' || '%'))))) THEN order_line.cancelled_on END AS anon_1
FROM order_line JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN product ON product.sku = order_line.sku
WHERE customer_order.taken_on >= :since AND (order_line.is_open = 0 AND order_line.cancelled > 0 AND NOT (EXISTS (SELECT
    order_event.number
FROM order_event
WHERE order_event.number = order_line.number AND order_event.line = order_line.line AND order_event.kind = 'cancelled'
    AND ((order_event.reason LIKE 'shop_cannot' || '%') OR (order_event.reason LIKE 'mistake' || '%') OR
    (order_event.reason LIKE 'uncollected' || '%')))) AND order_line.cancelled_on IS NOT NULL OR order_line.ready_on >
    customer_order.taken_on OR order_line.ready_on IS NULL AND order_line.is_open = 1)
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
SELECT sale.number, sale.at, customer.name, CASE WHEN (sale.kind IN ('deposit', 'deposit_refund', 'cancellation')) THEN
    sale.due_now WHEN (customer_order.number IS NULL) THEN sale.total ELSE (sale.total + customer_order.total) -
    coalesce((SELECT sum(sale_line.total) AS sum_1
FROM sale_line
WHERE sale_line.number = sale.number AND sale_line.take = 'later'), 0) END AS anon_1, sale.kind, (SELECT
    coalesce(sum(order_deposit.amount), 0) AS coalesce_1
FROM order_deposit
WHERE order_deposit.order_number = sale.number) AS anon_2, (SELECT sum((order_line.total * (order_line.ordered -
    order_line.cancelled)) / order_line.ordered - (order_line.total * order_line.handed_over) / order_line.ordered) AS
    sum_2
FROM order_line
WHERE order_line.number = sale.number AND order_line.is_open = 1) AS anon_3, (SELECT CASE WHEN (sum(CASE WHEN
    (((order_line.ordered - order_line.allocated) - order_line.handed_over) - order_line.cancelled > 0 AND
    order_line.expected_ship_on IS NULL) THEN 1 ELSE 0 END) = 0) THEN coalesce(max(CASE WHEN (((order_line.ordered -
    order_line.allocated) - order_line.handed_over) - order_line.cancelled > 0) THEN order_line.expected_ship_on END),
    max(order_line.expected_ship_on)) END AS anon_5
FROM order_line
WHERE order_line.number = sale.number AND order_line.is_open = 1) AS anon_4, customer_order.is_open, (SELECT
    sum(((order_line.ordered - order_line.allocated) - order_line.handed_over) - order_line.cancelled) AS sum_3
FROM order_line
WHERE order_line.number = sale.number AND order_line.is_open = 1) AS anon_6, (SELECT sum(order_line.allocated) AS sum_4
FROM order_line
WHERE order_line.number = sale.number AND order_line.is_open = 1) AS anon_7
FROM sale
LEFT OUTER JOIN customer_order ON customer_order.number = sale.number
LEFT OUTER JOIN customer ON customer.customer = coalesce(customer_order.customer, sale.customer)
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
    is_open, ship_complete, version, tax_mode, last_news_at)
VALUES (:number, :customer, :taken_on, :taken_at, :store, :register, :person, :mode, :language, :total, :is_open,
    :ship_complete, :version, :tax_mode, :last_news_at)
""")
INSERT_ORDER_LINE = Statement("""
INSERT INTO order_line (number, line, sku, name, ordered, allocated, handed_over, cancelled, unit_price, total, tax,
    tax_rate, likely_on, promised_on, expected_ship_on, words, certainty, basis, queue_key, is_open, now_likely_on,
    ready_on, cancelled_on, kind, route, route_to, wanted_on, not_after, told_units)
VALUES (:number, :line, :sku, :name, :ordered, :allocated, :handed_over, :cancelled, :unit_price, :total, :tax,
    :tax_rate, :likely_on, :promised_on, :expected_ship_on, :words, :certainty, :basis, :queue_key, :is_open,
    :now_likely_on, :ready_on, :cancelled_on, :kind, :route, :route_to, :wanted_on, :not_after, :told_units)
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
    ((((order_line.ordered - order_line.allocated) - order_line.handed_over) - order_line.cancelled) - :units <= 0 OR
    order_line.allocated + order_line.handed_over + :units >= order_line.told_units)) THEN :day ELSE order_line.ready_on
    END
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

# --- waiting ---------------------------------------------------------------------------------------------------------
INSERT_EVENTS = Many("""
INSERT INTO order_event (number, op, nth, line, at, person, register, kind, reason, details)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
""")
INSERT_DATE_MOVED = Statement("""
INSERT INTO order_event (number, op, nth, line, at, person, register, kind, details) SELECT order_line.number, :op AS
    anon_1, :nth AS anon_2, order_line.line, :at AS anon_3, :person AS anon_4, :register AS anon_5, 'date_moved' AS
    anon_6, json_object('from', order_line.expected_ship_on, 'latest_on', :latest) AS json_object_1
FROM order_line
WHERE order_line.number = :order AND order_line.line = :order_line AND order_line.expected_ship_on IS NOT :latest
""")
NEXT_VERSION = Statement("""
UPDATE customer_order SET version=(customer_order.version + 1)
WHERE customer_order.number = :order
""")
ERASE_NOTES = Statement("""
UPDATE order_event SET details='{}'
WHERE order_event.kind IN ('note', 'customer_absent') AND json_extract(order_event.details, '$.of') = :who
""")
NEWS_OF_ORDER = Statement("""
UPDATE customer_order SET last_news_at=max(coalesce(customer_order.last_news_at, ''), :heard)
WHERE customer_order.number = :order
""")
ADD_TO_TENDER = Statement("""
INSERT INTO deposit_tender (order_number, kind, reference, amount, until)
VALUES (:order_number, :kind, :reference, :amount, :until)
ON CONFLICT (order_number, kind, reference) DO UPDATE SET amount = (deposit_tender.amount + excluded.amount), until =
    excluded.until
""")
SET_WISHES = Statement("""
UPDATE order_line SET queue_key=:new_queue_key, route=:new_route, route_to=:new_route_to, wanted_on=:new_wanted_on,
    not_after=:new_not_after
WHERE order_line.number = :order AND order_line.line = :order_line
""")
REPRICE = Statement("""
UPDATE order_line SET unit_price=:new_price, total=:new_total, tax=:new_tax
WHERE order_line.number = :order AND order_line.line = :order_line
""")
SET_HEAD = Statement("""
UPDATE customer_order SET customer=:new_customer, language=:new_language, total=(customer_order.total + :more),
    ship_complete=:new_ship_complete, tax_mode=:new_tax_mode
WHERE customer_order.number = :order
""")
CANCEL_UNITS = Statement("""
UPDATE order_line SET allocated=(order_line.allocated - :of_allocated), cancelled=(order_line.cancelled + :units),
    is_open=CASE WHEN (order_line.handed_over + order_line.cancelled + :units < order_line.ordered) THEN 1 ELSE 0 END,
    ready_on=CASE WHEN (order_line.ready_on IS NULL AND ((order_line.ordered - order_line.handed_over) -
    order_line.cancelled) - :units > 0 AND ((((order_line.ordered - order_line.allocated) + :of_allocated) -
    order_line.handed_over) - order_line.cancelled) - :units <= 0) THEN :day ELSE order_line.ready_on END,
    cancelled_on=:day
WHERE order_line.number = :order AND order_line.line = :order_line
""")
REINSTATE_UNITS = Statement("""
UPDATE order_line SET cancelled=(order_line.cancelled - :units), queue_key=:new_queue_key, is_open=1, ready_on=NULL,
    cancelled_on=CASE WHEN (order_line.cancelled - :units > 0) THEN order_line.cancelled_on END
WHERE order_line.number = :order AND order_line.line = :order_line
""")
REOPEN_ORDER = Statement("""
UPDATE customer_order SET is_open=1
WHERE customer_order.number = :order
""")
RELEASE_UNITS = Statement("""
UPDATE order_line SET allocated=(order_line.allocated - :units), ready_on=NULL
WHERE order_line.number = :order AND order_line.line = :order_line
""")
UNREADY_TOGETHER = Statement("""
UPDATE order_line SET ready_on=NULL
WHERE order_line.number = :order AND (EXISTS (SELECT 1 AS anon_1
FROM customer_order
WHERE customer_order.number = :order AND customer_order.ship_complete = 1))
""")
PUT_PLACE = Statement("""
INSERT INTO hold_place (place, name, capacity, active)
VALUES (:place, :name, :capacity, :active)
ON CONFLICT (place) DO UPDATE SET name = excluded.name, capacity = excluded.capacity, active = excluded.active
""")
PUT_BAG = Statement("""
INSERT INTO bag (bag, number, place, since, tag, is_open)
VALUES (:bag, :number, :place, :since, :tag, :is_open)
ON CONFLICT (bag) DO UPDATE SET number = excluded.number, place = excluded.place, since = excluded.since, tag =
    excluded.tag, is_open = excluded.is_open
""")
EMPTY_BAGS = Statement("""
UPDATE bag SET is_open=0
WHERE bag.number = :order AND bag.is_open = 1 AND NOT (EXISTS (SELECT 1 AS anon_1
FROM order_line
WHERE order_line.number = :order AND order_line.allocated > 0))
""")
INSERT_NEWS = Statement("""
INSERT INTO news (id, event, number, line, customer, channel, language, words, queued_at, state, settled_at, tries, why,
    cause, tells)
VALUES (:id, :event, :number, :line, :customer, :channel, :language, :words, :queued_at, :state, :settled_at, :tries,
    :why, :cause, :tells)
ON CONFLICT (id) DO NOTHING
""")
SETTLE_NEWS = Statement("""
UPDATE news SET state=:new_state, settled_at=:heard, tries=(news.tries + :more_tries), why=:new_why
WHERE news.id = :news AND news.state IN ('queued', 'failed', 'skipped')
""")
READDRESS_NEWS = Statement("""
UPDATE news SET channel=:new_channel, words=:new_words
WHERE news.id = :news
""")
NEWS_ROW = Statement("""
SELECT news.number, news.event, news.channel, news.line, news.cause
FROM news
WHERE news.id = :news
""")
ERASE_NEWS = Statement("""
UPDATE news SET words='{}'
WHERE news.customer = :who
""")
INSERT_TASK = Statement("""
INSERT INTO task (id, kind, number, line, sku, customer, why, opened_at, due_on, state, closed_at, closed_by, outcome,
    cause)
VALUES (:id, :kind, :number, :line, :sku, :customer, :why, :opened_at, :due_on, :state, :closed_at, :closed_by,
    :outcome, :cause)
ON CONFLICT (id) DO NOTHING
""")
CLOSE_TASK = Statement("""
UPDATE task SET state='closed', closed_at=:closing, closed_by=:who, outcome=:new_outcome
WHERE task.id = :task AND task.state = 'open'
""")
TASK_ROW = Statement("""
SELECT task.number, task.line, task.kind
FROM task
WHERE task.id = :task
""")
PUT_TELL_ME = Statement("""
INSERT INTO tell_me (id, customer, sku, quantity, since, store, person, state, held, held_until, told_at, ended_at, why,
    queue_key, wanted_by, last_news_at)
VALUES (:id, :customer, :sku, :quantity, :since, :store, :person, :state, :held, :held_until, :told_at, :ended_at, :why,
    :queue_key, :wanted_by, :last_news_at)
ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, sku = excluded.sku, quantity = excluded.quantity, since =
    excluded.since, store = excluded.store, person = excluded.person, state = excluded.state, held = excluded.held,
    held_until = excluded.held_until, told_at = excluded.told_at, ended_at = excluded.ended_at, why = excluded.why,
    queue_key = excluded.queue_key, wanted_by = excluded.wanted_by, last_news_at = excluded.last_news_at
""")
MOVE_TELL_ME = Statement("""
UPDATE tell_me SET quantity=coalesce(:new_quantity, tell_me.quantity), state=:new_state, held=:new_held,
    held_until=:new_held_until, told_at=:new_told_at, ended_at=:new_ended_at, why=:new_why,
    last_news_at=:new_last_news_at
WHERE tell_me.id = :entry
""")
TELL_ME_HELD = Statement("""
SELECT tell_me.sku, tell_me.store, tell_me.held
FROM tell_me
WHERE tell_me.id = :entry
""")
INSERT_LOST_DEMAND = Many("""
INSERT INTO lost_demand (id, at, person, store, sku, words, quantity, cause, price)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
""")
PUT_CREDIT = Statement("""
INSERT INTO credit (id, number, line, at, person, kind, amount, why, state, decided_at, decided_by, cause)
VALUES (:id, :number, :line, :at, :person, :kind, :amount, :why, :state, :decided_at, :decided_by, :cause)
ON CONFLICT (id) DO UPDATE SET number = excluded.number, line = excluded.line, at = excluded.at, person =
    excluded.person, kind = excluded.kind, amount = excluded.amount, why = excluded.why, state = excluded.state,
    decided_at = excluded.decided_at, decided_by = excluded.decided_by, cause = excluded.cause
""")

# --- orders ----------------------------------------------------------------------------------------------------------
STEPS = Statement("""
SELECT order_event.number, order_event.line, order_event.at, order_event.person, order_event.register, order_event.kind,
    order_event.reason, order_event.details
FROM order_event
WHERE order_event.number = :order
ORDER BY order_event.op, order_event.nth
""")
STOCK_MOVED_WITH = Statement("""
SELECT DISTINCT op.position, op.bytes
FROM order_event JOIN op ON op.position BETWEEN order_event.op - 8 AND order_event.op + 8
WHERE order_event.number = :order AND op.kind = 'stock_moved'
""")
PREORDERS = Statement("""
SELECT DISTINCT order_line.number
FROM order_line, product
WHERE order_line.is_open = 1 AND order_line.kind = 'preorder' AND product.sku = order_line.sku AND product.price <
    order_line.unit_price
ORDER BY order_line.number
""")
PAID_BACK_ON = Statement("""
SELECT sale.tenders
FROM sale JOIN order_event ON sale.number = json_extract(order_event.details, '$.document')
WHERE order_event.number = :order AND order_event.kind IN ('refunded', 'deposit_refunded') AND sale.business_date = :day
ORDER BY sale.number
""")
DEPOSIT_TENDERS = Statement("""
SELECT deposit_tender.kind, deposit_tender.reference, deposit_tender.amount, deposit_tender.until
FROM deposit_tender
WHERE deposit_tender.order_number = :order
ORDER BY deposit_tender.kind, deposit_tender.reference
""")
READY_ORDERS = Statement("""
SELECT order_line.number, max(customer_order.customer) AS max_1, max(coalesce(customer.name, '')) AS max_2, CASE WHEN
    (sum(((order_line.ordered - order_line.allocated) - order_line.handed_over) - order_line.cancelled) = 0) THEN
    max(CASE WHEN (order_line.kind != 'layaway' AND order_line.route = 'collect') THEN max(order_line.ready_on,
    coalesce(product.release_on, ''), coalesce(order_line.wanted_on, '')) END) END AS anon_1, (SELECT
    max(order_event.at) AS max_3
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back') AS anon_2
FROM order_line JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
LEFT OUTER JOIN product ON product.sku = order_line.sku
WHERE order_line.is_open = 1 AND customer_order.is_open = 1 GROUP BY order_line.number
HAVING sum(((order_line.ordered - order_line.allocated) - order_line.handed_over) - order_line.cancelled) = 0 AND
    max(order_line.allocated) > 0 OR (SELECT max(order_event.at) AS max_3
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind = 'put_back') IS NOT NULL
ORDER BY order_line.number
""")
ORDERS_OF = Statement("""
SELECT customer_order.number, customer_order.is_open
FROM customer_order
WHERE customer_order.customer = :who AND customer_order.customer != ''
ORDER BY customer_order.taken_at DESC, customer_order.number DESC
""")
COUNT_ORDERS_OF = Statement("""
SELECT count(*) AS count_1
FROM (SELECT customer_order.number AS number
FROM customer_order
WHERE customer_order.customer = :who AND customer_order.customer != ''
LIMIT :most OFFSET 0) AS anon_1
""")
NOTES_OF = Statement("""
SELECT order_event.number, order_event.at, order_event.person, order_event.details
FROM customer_order JOIN order_event ON order_event.number = customer_order.number
WHERE customer_order.customer = :who AND customer_order.customer != '' AND order_event.kind = 'note'
ORDER BY order_event.at DESC, order_event.op DESC
""")
AUTHORISATIONS = Statement("""
SELECT deposit_tender.order_number, coalesce(customer.name, '') AS coalesce_1, deposit_tender.reference,
    deposit_tender.amount, deposit_tender.until, (SELECT max(order_line.expected_ship_on) AS max_1
FROM order_line
WHERE order_line.number = deposit_tender.order_number AND order_line.is_open = 1) AS anon_1, customer_order.taken_on
FROM deposit_tender JOIN customer_order ON customer_order.number = deposit_tender.order_number
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
WHERE deposit_tender.kind = 'authorisation' AND deposit_tender.amount > 0 AND customer_order.is_open = 1
ORDER BY deposit_tender.until, deposit_tender.order_number
""")

# --- shelf -----------------------------------------------------------------------------------------------------------
QUEUE_OF = Statement("""
SELECT order_line.sku, order_line.queue_key, order_line.number, order_line.line, ((order_line.ordered -
    order_line.allocated) - order_line.handed_over) - order_line.cancelled AS anon_1, order_line.wanted_on,
    coalesce(customer_order.ship_complete, 0) AS coalesce_1, coalesce(customer.class, '') AS coalesce_2, CASE WHEN
    (told.nth IS NULL) THEN order_line.promised_on ELSE told.latest_on END AS anon_2, coalesce(customer.name, '') AS
    coalesce_3, coalesce(customer_order.taken_at, '') AS coalesce_4, order_line.route, order_line.route_to
FROM order_line
LEFT OUTER JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
LEFT OUTER JOIN told ON told.number = order_line.number AND told.line = order_line.line AND told.nth = (SELECT
    max(told.nth) AS max_1
FROM told
WHERE told.number = order_line.number AND told.line = order_line.line)
WHERE order_line.sku = :sku AND order_line.is_open = 1 AND ((order_line.ordered - order_line.allocated) -
    order_line.handed_over) - order_line.cancelled > 0 AND order_line.route != 'direct'
ORDER BY order_line.queue_key
""")
ORDERS_WAITING = Statement("""
SELECT count(distinct(order_line.number)) AS count_1
FROM order_line
WHERE order_line.sku = :sku AND order_line.queue_key < :before AND order_line.is_open = 1 AND ((order_line.ordered -
    order_line.allocated) - order_line.handed_over) - order_line.cancelled > 0 AND order_line.route != 'direct'
""")
UNITS_FROM = Statement("""
SELECT coalesce(sum(((order_line.ordered - order_line.allocated) - order_line.handed_over) - order_line.cancelled), 0)
    AS coalesce_1
FROM order_line
WHERE order_line.sku = :sku AND order_line.queue_key >= :place AND order_line.is_open = 1 AND ((order_line.ordered -
    order_line.allocated) - order_line.handed_over) - order_line.cancelled > 0 AND order_line.route != 'direct'
""")
QUEUES = Statement("""
SELECT order_line.sku, order_line.queue_key, order_line.number, order_line.line, ((order_line.ordered -
    order_line.allocated) - order_line.handed_over) - order_line.cancelled AS anon_1, order_line.wanted_on,
    coalesce(customer_order.ship_complete, 0) AS coalesce_1, coalesce(customer.class, '') AS coalesce_2, CASE WHEN
    (told.nth IS NULL) THEN order_line.promised_on ELSE told.latest_on END AS anon_2, coalesce(customer.name, '') AS
    coalesce_3, coalesce(customer_order.taken_at, '') AS coalesce_4, order_line.route, order_line.route_to,
    order_line.sku AS sku__1
FROM order_line
LEFT OUTER JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
LEFT OUTER JOIN told ON told.number = order_line.number AND told.line = order_line.line AND told.nth = (SELECT
    max(told.nth) AS max_1
FROM told
WHERE told.number = order_line.number AND told.line = order_line.line), json_each(:skus) AS wanted
WHERE order_line.sku = wanted.value AND order_line.is_open = 1 AND ((order_line.ordered - order_line.allocated) -
    order_line.handed_over) - order_line.cancelled > 0 AND order_line.route != 'direct'
ORDER BY order_line.queue_key
""")
OPEN_LINES_OF_MANY = Statement("""
SELECT order_line.number, order_line.line, order_line.queue_key, ((order_line.ordered - order_line.allocated) -
    order_line.handed_over) - order_line.cancelled AS anon_1, order_line.allocated, CASE WHEN (order_line.told_units IS
    NOT NULL AND order_line.allocated + order_line.handed_over >= order_line.told_units) THEN NULL WHEN (told.nth IS
    NULL) THEN order_line.likely_on ELSE told.likely_on END AS anon_2, CASE WHEN (order_line.told_units IS NOT NULL AND
    order_line.allocated + order_line.handed_over >= order_line.told_units) THEN NULL WHEN (told.nth IS NULL) THEN
    order_line.promised_on ELSE told.latest_on END AS anon_3, order_line.now_likely_on, order_line.expected_ship_on,
    coalesce(customer_order.ship_complete, 0) AS coalesce_1, coalesce(customer_order.customer, '') AS coalesce_2,
    coalesce(customer.name, '') AS coalesce_3, coalesce(customer_order.taken_on, '') AS coalesce_4, CASE WHEN
    (customer_order.ship_complete = 1) THEN (SELECT sum(((sister.ordered - sister.allocated) - sister.handed_over) -
    sister.cancelled) AS sum_1
FROM order_line AS sister
WHERE sister.number = order_line.number) ELSE ((order_line.ordered - order_line.allocated) - order_line.handed_over) -
    order_line.cancelled END AS anon_4, CASE WHEN (order_line.told_units IS NOT NULL AND order_line.allocated +
    order_line.handed_over >= order_line.told_units) THEN NULL ELSE max(0, (order_line.told_units -
    order_line.allocated) - order_line.handed_over) END AS anon_5, NOT (order_line.told_units IS NOT NULL AND
    order_line.allocated + order_line.handed_over >= order_line.told_units) AND told.nth > 1 AND told.latest_on IS NULL
    AND told.why != 'put_back' AS anon_6, order_line.route, order_line.route_to, order_line.wanted_on, order_line.sku
FROM order_line
LEFT OUTER JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
LEFT OUTER JOIN told ON told.number = order_line.number AND told.line = order_line.line AND told.nth = (SELECT
    max(told.nth) AS max_1
FROM told
WHERE told.number = order_line.number AND told.line = order_line.line), json_each(:skus) AS wanted
WHERE order_line.sku = wanted.value AND order_line.is_open = 1
ORDER BY order_line.queue_key
""")
SUPPLIES_OF_MANY = Statement("""
SELECT purchase_line.number, purchase_line.line, (purchase_line.quantity - purchase_line.received) -
    purchase_line.cancelled AS anon_1, purchase_line.expected_on, purchase_line.confirmed, purchase_line.ordered_on,
    purchase_line.supplier, purchase_line.shipment, purchase_line.sku
FROM purchase_line, json_each(:skus) AS wanted
WHERE purchase_line.sku = wanted.value AND (purchase_line.to_store = :store OR purchase_line.to_store = '') AND
    (purchase_line.quantity - purchase_line.received) - purchase_line.cancelled > 0
ORDER BY purchase_line.expected_on, purchase_line.number, purchase_line.line
""")
SENT_ON = Statement("""
SELECT order_line.sku, order_line.number, order_line.line
FROM json_each(:skus) AS wanted JOIN order_line ON order_line.sku = wanted.value
WHERE order_line.is_open = 1 AND order_line.route = 'other_store' AND order_line.allocated > 0 AND (EXISTS (SELECT
    order_event.number
FROM order_event
WHERE order_event.number = order_line.number AND order_event.kind IN ('sent_on', 'arrived_there')))
ORDER BY order_line.number, order_line.line
""")
LEVELS_OF_MANY = Statement("""
SELECT stock_level.store, stock_level.on_hand, stock_level.allocated, CASE WHEN (stock_level.owed > 0) THEN
    stock_level.owed - coalesce((SELECT sum(((order_line.ordered - order_line.allocated) - order_line.handed_over) -
    order_line.cancelled) AS sum_1
FROM order_line
WHERE order_line.sku = stock_level.sku AND order_line.is_open = 1 AND order_line.route = 'direct'), 0) ELSE 0 END AS
    anon_1, stock_level.safety_stock, stock_level.as_of, stock_level.sku
FROM stock_level, json_each(:skus) AS wanted
WHERE stock_level.sku = wanted.value AND stock_level.store = :store
""")
PRODUCTS_OF_MANY = Statement("""
SELECT product.sku, product.name, product.price, product.tax_rate, product.barcodes, product.unit, product.category,
    product.supplier, product.backorder, product.deposit_percent, product.pack, product.release_on, product.substitutes,
    product.cost, product.attributes, product.season_ends_on, product.perishable, product.sku AS sku__1
FROM product, json_each(:skus) AS wanted
WHERE product.sku = wanted.value
""")
PURCHASE_ORDERS_OF_MANY = Statement("""
SELECT purchase_line.number, purchase_line.line, purchase_line.supplier, purchase_line.sku, (purchase_line.quantity -
    purchase_line.received) - purchase_line.cancelled AS anon_1, purchase_line.ordered_on, purchase_line.expected_on,
    purchase_line.shipment, purchase_line.first_expected_on, purchase_line.number AS number__1
FROM purchase_line, json_each(:pos) AS wanted
WHERE purchase_line.number = wanted.value AND (purchase_line.quantity - purchase_line.received) -
    purchase_line.cancelled > 0
ORDER BY purchase_line.line
""")
SKUS_OF_BARCODES = Statement("""
SELECT barcode.code, barcode.sku, barcode.code AS code__1
FROM barcode, json_each(:codes) AS wanted
WHERE barcode.code = wanted.value
""")
TELL_ME_HELD_OF = Statement("""
SELECT coalesce(sum(tell_me.held), 0) AS coalesce_1
FROM tell_me
WHERE tell_me.sku = :sku AND tell_me.state IN ('waiting', 'told')
""")
HOLD_PLACES = Statement("""
SELECT hold_place.place, hold_place.name, hold_place.capacity, hold_place.active, (SELECT count(*) AS count_1
FROM bag
WHERE bag.place = hold_place.place AND bag.is_open = 1) AS anon_1
FROM hold_place
ORDER BY hold_place.place
""")
BAGS_OF_ORDER = Statement("""
SELECT bag.bag, bag.number, bag.place, bag.since, bag.tag, bag.is_open, coalesce(customer_order.customer, '') AS
    coalesce_1, coalesce(customer.name, '') AS coalesce_2, coalesce(customer_order.language, '') AS coalesce_3
FROM bag
LEFT OUTER JOIN customer_order ON customer_order.number = bag.number
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
WHERE bag.number = :order
ORDER BY bag.since, bag.tag
""")
OPEN_BAGS = Statement("""
SELECT bag.bag, bag.number, bag.place, bag.since, bag.tag, bag.is_open, coalesce(customer_order.customer, '') AS
    coalesce_1, coalesce(customer.name, '') AS coalesce_2, coalesce(customer_order.language, '') AS coalesce_3
FROM bag
LEFT OUTER JOIN customer_order ON customer_order.number = bag.number
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
WHERE bag.is_open = 1
ORDER BY bag.place, bag.since, bag.tag
""")
BAG_BY_TAG = Statement("""
SELECT bag.bag, bag.number, bag.place, bag.since, bag.tag, bag.is_open, coalesce(customer_order.customer, '') AS
    coalesce_1, coalesce(customer.name, '') AS coalesce_2, coalesce(customer_order.language, '') AS coalesce_3
FROM bag
LEFT OUTER JOIN customer_order ON customer_order.number = bag.number
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
WHERE bag.number = :order AND bag.tag = :tag
ORDER BY bag.since DESC
""")

# --- news ------------------------------------------------------------------------------------------------------------
ONE_NEWS = Statement("""
SELECT news.id, news.event, news.number, news.customer, news.channel, news.language, news.words, news.queued_at,
    news.state, news.settled_at, news.tries, news.why, news.cause, news.tells
FROM news
WHERE news.id = :news
""")
NEWS_KNOWN = Statement("""
SELECT news.state
FROM news
WHERE news.id = :news
""")
NEWS_OF = Statement("""
SELECT news.id, news.event, news.number, news.customer, news.channel, news.language, news.words, news.queued_at,
    news.state, news.settled_at, news.tries, news.why, news.cause, news.tells
FROM news
WHERE news.number = :order
ORDER BY news.queued_at, news.id
""")
NEWS_LIST = Statement("""
SELECT news.id, news.event, news.number, news.customer, news.channel, news.language, news.words, news.queued_at,
    news.state, news.settled_at, news.tries, news.why, news.cause, news.tells
FROM news
WHERE :wanted = '' OR news.state = :wanted
ORDER BY news.queued_at DESC, news.id DESC
LIMIT :most OFFSET 0
""")
NEWS_TO_SEND = Statement("""
SELECT news.id, news.event, news.number, news.customer, news.channel, news.language, news.words, news.queued_at,
    news.state, news.settled_at, news.tries, news.why, news.cause, news.tells, coalesce(post_try.state, '') AS
    coalesce_1, coalesce(post_try.tries, 0) AS coalesce_2
FROM news
LEFT OUTER JOIN post_try ON post_try.id = news.id
WHERE news.state = 'queued' AND news.channel IN ('e-mail', 'text') AND coalesce(post_try.not_before, '') <= :instant
ORDER BY news.queued_at, news.id
""")
NEWS_LEFT_LYING = Statement("""
SELECT news.id, news.event, news.number, news.customer, news.channel, news.language, news.words, news.queued_at,
    news.state, news.settled_at, news.tries, news.why, news.cause, news.tells
FROM news
WHERE news.state = 'queued' AND news.channel IN ('e-mail', 'text') AND news.queued_at < :before
ORDER BY news.queued_at, news.id
""")
TAKEN_UNSAID = Statement("""
SELECT customer_order.number
FROM customer_order
WHERE customer_order.taken_at >= :since AND customer_order.customer != '' AND NOT (EXISTS (SELECT 1 AS anon_1
FROM news
WHERE news.id = ('taken:' || customer_order.number)))
ORDER BY customer_order.taken_at
""")
PUT_TRY = Statement("""
INSERT INTO post_try (id, state, tries, not_before, why)
VALUES (:id, :state, :tries, :not_before, :why)
ON CONFLICT (id) DO UPDATE SET state = excluded.state, tries = excluded.tries, not_before = excluded.not_before, why =
    excluded.why
""")
CLAIM_TRY = Statement("""
INSERT INTO post_try (id, state, tries, not_before, why) SELECT news.id, 'sending' AS anon_1, :tried AS anon_2, :until
    AS anon_3, '' AS anon_4
FROM news
WHERE news.id = :news AND news.state = 'queued'
ON CONFLICT (id) DO UPDATE SET state = excluded.state, tries = excluded.tries, not_before = excluded.not_before, why =
    excluded.why
WHERE post_try.not_before <= :instant AND (post_try.state != 'sending' OR :repeatable = 1)
""")
DROP_TRIES = Statement("""
DELETE FROM post_try
WHERE (post_try.id NOT IN (SELECT news.id
FROM news
WHERE news.state = 'queued'))
""")
TOLD_LINES = Statement("""
SELECT order_line.number, order_line.line, order_line.sku, order_line.name, coalesce(product.unit, 'pc') AS coalesce_1,
    (order_line.ordered - order_line.handed_over) - order_line.cancelled AS anon_1, ((order_line.ordered -
    order_line.allocated) - order_line.handed_over) - order_line.cancelled AS anon_2, order_line.allocated,
    coalesce(told.nth, 0) AS coalesce_2, CASE WHEN (order_line.told_units IS NOT NULL AND order_line.allocated +
    order_line.handed_over >= order_line.told_units) THEN NULL ELSE told.likely_on END AS anon_3, CASE WHEN
    (order_line.told_units IS NOT NULL AND order_line.allocated + order_line.handed_over >= order_line.told_units) THEN
    NULL ELSE told.latest_on END AS anon_4, order_line.now_likely_on, order_line.expected_ship_on, (SELECT
    earlier.latest_on
FROM told AS earlier
WHERE earlier.number = order_line.number AND earlier.line = order_line.line AND earlier.nth = told.nth - 1) AS anon_5,
    order_line.route, coalesce(told.why, '') = 'put_back' AS anon_6, order_line.wanted_on
FROM order_line
LEFT OUTER JOIN told ON told.number = order_line.number AND told.line = order_line.line AND told.nth = (SELECT
    max(told.nth) AS max_1
FROM told
WHERE told.number = order_line.number AND told.line = order_line.line)
LEFT OUTER JOIN product ON product.sku = order_line.sku
WHERE order_line.is_open = 1
ORDER BY order_line.number, order_line.line
""")
TOLD_LINES_OF = Statement("""
SELECT order_line.number, order_line.line, order_line.sku, order_line.name, coalesce(product.unit, 'pc') AS coalesce_1,
    (order_line.ordered - order_line.handed_over) - order_line.cancelled AS anon_1, ((order_line.ordered -
    order_line.allocated) - order_line.handed_over) - order_line.cancelled AS anon_2, order_line.allocated,
    coalesce(told.nth, 0) AS coalesce_2, CASE WHEN (order_line.told_units IS NOT NULL AND order_line.allocated +
    order_line.handed_over >= order_line.told_units) THEN NULL ELSE told.likely_on END AS anon_3, CASE WHEN
    (order_line.told_units IS NOT NULL AND order_line.allocated + order_line.handed_over >= order_line.told_units) THEN
    NULL ELSE told.latest_on END AS anon_4, order_line.now_likely_on, order_line.expected_ship_on, (SELECT
    earlier.latest_on
FROM told AS earlier
WHERE earlier.number = order_line.number AND earlier.line = order_line.line AND earlier.nth = told.nth - 1) AS anon_5,
    order_line.route, coalesce(told.why, '') = 'put_back' AS anon_6, order_line.wanted_on
FROM order_line
LEFT OUTER JOIN told ON told.number = order_line.number AND told.line = order_line.line AND told.nth = (SELECT
    max(told.nth) AS max_1
FROM told
WHERE told.number = order_line.number AND told.line = order_line.line)
LEFT OUTER JOIN product ON product.sku = order_line.sku
WHERE order_line.is_open = 1 AND order_line.number = :order
ORDER BY order_line.number, order_line.line
""")
LAST_ASIDE = Statement("""
SELECT order_event.number, max(order_event.at) AS max_1
FROM order_event
WHERE order_event.kind = 'allocated' GROUP BY order_event.number
""")
LAST_ASIDE_OF = Statement("""
SELECT max(order_event.at) AS max_1
FROM order_event
WHERE order_event.kind = 'allocated' AND order_event.number = :order
""")
SILENCE = Statement("""
SELECT customer_order.number, customer_order.customer, coalesce(customer_order.last_news_at, customer_order.taken_at) AS
    coalesce_1
FROM customer_order
WHERE customer_order.is_open = 1 AND coalesce(customer_order.last_news_at, customer_order.taken_at) < :before
ORDER BY customer_order.last_news_at, customer_order.number
""")
NEWS_UNDER_WAY = Statement("""
SELECT DISTINCT news.number
FROM news
WHERE news.state = 'queued' AND news.number != ''
""")
ONE_TASK = Statement("""
SELECT task.id, task.kind, task.number, task.line, task.customer, task.why, task.opened_at, task.due_on, task.state,
    task.closed_at, task.closed_by, task.outcome
FROM task
WHERE task.id = :task
""")
TASKS = Statement("""
SELECT task.id, task.kind, task.number, task.line, task.customer, task.why, task.opened_at, task.due_on, task.state,
    task.closed_at, task.closed_by, task.outcome
FROM task
WHERE task.state = :wanted
ORDER BY coalesce(task.due_on, '9999'), task.opened_at, task.id
LIMIT :most OFFSET 0
""")
TASKS_OF = Statement("""
SELECT task.id, task.kind, task.number, task.line, task.customer, task.why, task.opened_at, task.due_on, task.state,
    task.closed_at, task.closed_by, task.outcome
FROM task
WHERE task.number = :order
ORDER BY task.opened_at, task.id
""")
TASKS_OVER = Statement("""
SELECT task.id, task.kind, task.number, task.line, task.customer, task.why, task.opened_at, task.due_on, task.state,
    task.closed_at, task.closed_by, task.outcome
FROM task JOIN customer_order ON customer_order.number = task.number
WHERE task.state = 'open' AND task.kind != 'put_back' AND NOT (task.id LIKE 'ask:special:%' OR task.id LIKE
    'ask:not_direct:%') AND customer_order.is_open = 0
ORDER BY task.id
""")
PROMISES_MENDED = Statement("""
SELECT task.id, task.kind, task.number, task.line, task.customer, task.why, task.opened_at, task.due_on, task.state,
    task.closed_at, task.closed_by, task.outcome
FROM task JOIN order_line ON order_line.number = task.number AND order_line.line = task.line
WHERE task.state = 'open' AND task.kind = 'promise' AND ((order_line.ordered - order_line.allocated) -
    order_line.handed_over) - order_line.cancelled <= 0 AND NOT ((task.id LIKE '%:unsent' OR task.id LIKE '%:not_out')
    AND order_line.allocated > 0)
ORDER BY task.id
""")
TELL_ME_HEARD = Statement("""
UPDATE tell_me SET last_news_at=max(coalesce(tell_me.last_news_at, ''), :heard)
WHERE tell_me.id = :entry
""")

# --- tell_me ---------------------------------------------------------------------------------------------------------
TELL_ME_ENTRY = Statement("""
SELECT tell_me.id, tell_me.customer, coalesce(customer.name, '') AS coalesce_1, tell_me.sku, coalesce(product.name,
    tell_me.sku) AS coalesce_2, tell_me.quantity, tell_me.since, tell_me.person, tell_me.state, tell_me.held,
    tell_me.held_until, tell_me.told_at, tell_me.wanted_by, coalesce(tell_me.last_news_at, '') AS coalesce_3,
    tell_me.queue_key, tell_me.why, tell_me.ended_at, product.price, coalesce(product.category, '') AS coalesce_4
FROM tell_me
LEFT OUTER JOIN customer ON customer.customer = tell_me.customer
LEFT OUTER JOIN product ON product.sku = tell_me.sku
WHERE tell_me.id = :entry
""")
TELL_ME_OPEN = Statement("""
SELECT tell_me.id, tell_me.customer, coalesce(customer.name, '') AS coalesce_1, tell_me.sku, coalesce(product.name,
    tell_me.sku) AS coalesce_2, tell_me.quantity, tell_me.since, tell_me.person, tell_me.state, tell_me.held,
    tell_me.held_until, tell_me.told_at, tell_me.wanted_by, coalesce(tell_me.last_news_at, '') AS coalesce_3,
    tell_me.queue_key, tell_me.why, tell_me.ended_at, product.price, coalesce(product.category, '') AS coalesce_4
FROM tell_me
LEFT OUTER JOIN customer ON customer.customer = tell_me.customer
LEFT OUTER JOIN product ON product.sku = tell_me.sku
WHERE tell_me.store = :store AND tell_me.state IN ('waiting', 'told')
ORDER BY tell_me.sku, tell_me.queue_key
""")
TELL_ME_OF_CUSTOMER = Statement("""
SELECT tell_me.id, tell_me.customer, coalesce(customer.name, '') AS coalesce_1, tell_me.sku, coalesce(product.name,
    tell_me.sku) AS coalesce_2, tell_me.quantity, tell_me.since, tell_me.person, tell_me.state, tell_me.held,
    tell_me.held_until, tell_me.told_at, tell_me.wanted_by, coalesce(tell_me.last_news_at, '') AS coalesce_3,
    tell_me.queue_key, tell_me.why, tell_me.ended_at, product.price, coalesce(product.category, '') AS coalesce_4
FROM tell_me
LEFT OUTER JOIN customer ON customer.customer = tell_me.customer
LEFT OUTER JOIN product ON product.sku = tell_me.sku
WHERE tell_me.customer = :who AND tell_me.store = :store AND tell_me.state IN ('waiting', 'told')
ORDER BY tell_me.queue_key
""")
TELL_ME_OF_SKU = Statement("""
SELECT tell_me.id, tell_me.customer, coalesce(customer.name, '') AS coalesce_1, tell_me.sku, coalesce(product.name,
    tell_me.sku) AS coalesce_2, tell_me.quantity, tell_me.since, tell_me.person, tell_me.state, tell_me.held,
    tell_me.held_until, tell_me.told_at, tell_me.wanted_by, coalesce(tell_me.last_news_at, '') AS coalesce_3,
    tell_me.queue_key, tell_me.why, tell_me.ended_at, product.price, coalesce(product.category, '') AS coalesce_4
FROM tell_me
LEFT OUTER JOIN customer ON customer.customer = tell_me.customer
LEFT OUTER JOIN product ON product.sku = tell_me.sku
WHERE tell_me.sku = :sku AND tell_me.store = :store AND tell_me.state IN ('waiting', 'told')
ORDER BY tell_me.queue_key
""")
TELL_ME_ENDED = Statement("""
SELECT tell_me.id, tell_me.customer, coalesce(customer.name, '') AS coalesce_1, tell_me.sku, coalesce(product.name,
    tell_me.sku) AS coalesce_2, tell_me.quantity, tell_me.since, tell_me.person, tell_me.state, tell_me.held,
    tell_me.held_until, tell_me.told_at, tell_me.wanted_by, coalesce(tell_me.last_news_at, '') AS coalesce_3,
    tell_me.queue_key, tell_me.why, tell_me.ended_at, product.price, coalesce(product.category, '') AS coalesce_4
FROM tell_me
LEFT OUTER JOIN customer ON customer.customer = tell_me.customer
LEFT OUTER JOIN product ON product.sku = tell_me.sku
WHERE tell_me.store = :store AND tell_me.state IN ('served', 'ended') AND tell_me.ended_at >= :since
ORDER BY tell_me.ended_at DESC, tell_me.id
LIMIT :most OFFSET 0
""")
TELL_ME_SKUS = Statement("""
SELECT DISTINCT tell_me.sku
FROM tell_me
WHERE tell_me.store = :store AND tell_me.state IN ('waiting', 'told')
ORDER BY tell_me.sku
""")
LOST_DEMAND = Statement("""
SELECT lost_demand.at, lost_demand.sku, coalesce(product.name, '') AS coalesce_1, lost_demand.words,
    lost_demand.quantity, lost_demand.cause, lost_demand.price, coalesce(product.unit, 'pc') AS coalesce_2
FROM lost_demand
LEFT OUTER JOIN product ON product.sku = lost_demand.sku
WHERE lost_demand.at >= :since
ORDER BY lost_demand.at, lost_demand.id
""")
DEMAND_OF = Statement("""
SELECT 'sold' AS anon_1, sale.business_date, sale_line.quantity
FROM sale_line JOIN sale ON sale.number = sale_line.number
WHERE sale_line.sku = :sku AND sale_line.take = 'now' AND sale.business_date >= :since UNION ALL SELECT 'backordered' AS
    anon_2, sale.business_date, sale_line.quantity
FROM sale_line JOIN sale ON sale.number = sale_line.number
WHERE sale_line.sku = :sku AND sale_line.take = 'later' AND sale.business_date >= :since UNION ALL SELECT 'sold' AS
    anon_3, past_sale.at, past_sale.quantity
FROM past_sale
WHERE past_sale.sku = :sku AND past_sale.at >= :since UNION ALL SELECT 'tell_me' AS anon_4, tell_me.since,
    tell_me.quantity
FROM tell_me
WHERE tell_me.sku = :sku AND tell_me.since >= :since AND tell_me.state != 'served' AND NOT (EXISTS (SELECT
    order_line.line
FROM order_line JOIN customer_order ON customer_order.number = order_line.number
WHERE order_line.sku = tell_me.sku AND customer_order.customer = tell_me.customer)) UNION ALL SELECT 'lost' AS anon_5,
    lost_demand.at, lost_demand.quantity
FROM lost_demand
WHERE lost_demand.sku = :sku AND lost_demand.at >= :since AND (lost_demand.cause NOT IN ('just_looking',
    'wrong_variant'))
""")
WANTED_SIGNS = Statement("""
SELECT anon_1.sku, sum(CASE WHEN (anon_1.asked >= :lately) THEN anon_1.quantity ELSE 0 END) AS sum_1, sum(CASE WHEN
    (anon_1.asked < :lately) THEN anon_1.quantity ELSE 0 END) AS sum_2
FROM (SELECT tell_me.sku AS sku, tell_me.since AS asked, tell_me.quantity AS quantity
FROM tell_me
WHERE tell_me.since >= :since AND tell_me.state != 'served' AND NOT (EXISTS (SELECT order_line.line
FROM order_line JOIN customer_order ON customer_order.number = order_line.number
WHERE order_line.sku = tell_me.sku AND customer_order.customer = tell_me.customer)) UNION ALL SELECT lost_demand.sku AS
    sku, lost_demand.at AS at, lost_demand.quantity AS quantity
FROM lost_demand
WHERE lost_demand.sku != '' AND lost_demand.at >= :since AND (lost_demand.cause NOT IN ('just_looking',
    'wrong_variant'))) AS anon_1 GROUP BY anon_1.sku
""")
TELL_ME_TOLD = Statement("""
UPDATE tell_me SET state='told', told_at=:heard
WHERE tell_me.id = :entry AND tell_me.state = 'waiting' AND tell_me.held > 0
""")

# --- board -----------------------------------------------------------------------------------------------------------
BOARD_LINES = Statement("""
SELECT order_line.number, order_line.line, order_line.sku, order_line.name, order_line.ordered, order_line.allocated,
    order_line.handed_over, order_line.cancelled, order_line.queue_key, order_line.promised_on, (SELECT (((coalesce(CASE
    WHEN (order_line.told_units IS NOT NULL AND order_line.allocated + order_line.handed_over >= order_line.told_units)
    THEN '' ELSE substr(max(printf('%06d', told.nth) || coalesce(told.latest_on, '')), 7) END, '') || '|') ||
    coalesce(CASE WHEN (order_line.told_units IS NOT NULL AND order_line.allocated + order_line.handed_over >=
    order_line.told_units) THEN '' WHEN (substr(max(printf('%06d', told.nth) || told.why), 7) = 'put_back') THEN '' ELSE
    max(told.latest_on) END, '')) || '|') || coalesce(max(told.at), '') AS anon_2
FROM told
WHERE told.number = order_line.number AND told.line = order_line.line) AS anon_1, order_line.expected_ship_on,
    order_line.now_likely_on, order_line.kind, order_line.route, order_line.route_to, order_line.wanted_on,
    order_line.not_after, order_line.ready_on, customer_order.customer, coalesce(customer.name, '') AS coalesce_1,
    customer_order.taken_on, customer_order.store, customer_order.version, customer_order.ship_complete,
    coalesce(customer_order.last_news_at, customer_order.taken_at) AS coalesce_2, coalesce(product.category, '') AS
    coalesce_3, coalesce(product.unit, 'pc') AS coalesce_4, coalesce(product.perishable, 0) AS coalesce_5,
    coalesce(customer.class, '') AS coalesce_6, coalesce(stock_level.on_hand, 0) - coalesce(stock_level.allocated, 0) AS
    anon_3, coalesce(customer.tell_by, '') AS coalesce_7, coalesce(customer.consent, 0) AS coalesce_8,
    coalesce(customer.email, '') != '' AS anon_4, coalesce(customer.digits, '') != '' AS anon_5, product.release_on
FROM order_line JOIN customer_order ON customer_order.number = order_line.number
LEFT OUTER JOIN customer ON customer.customer = customer_order.customer
LEFT OUTER JOIN product ON product.sku = order_line.sku
LEFT OUTER JOIN stock_level ON stock_level.sku = order_line.sku AND stock_level.store = :store
WHERE order_line.is_open = 1
ORDER BY order_line.sku, order_line.queue_key
""")
ON_ORDER = Statement("""
SELECT purchase_line.sku, sum((purchase_line.quantity - purchase_line.received) - purchase_line.cancelled) AS sum_1
FROM purchase_line
WHERE (purchase_line.quantity - purchase_line.received) - purchase_line.cancelled > 0 AND (purchase_line.to_store =
    :store OR purchase_line.to_store = '') GROUP BY purchase_line.sku
""")
OPEN_TASKS = Statement("""
SELECT task.number, task.line, task.kind
FROM task
WHERE task.state = 'open' AND task.number != ''
ORDER BY task.number, task.id
""")
DEPOSITS_HELD = Statement("""
SELECT customer_order.number, customer_order.taken_on, sum(order_deposit.amount) AS sum_1
FROM order_deposit JOIN customer_order ON customer_order.number = order_deposit.order_number
WHERE order_deposit.amount != 0 GROUP BY customer_order.number, customer_order.taken_on
ORDER BY customer_order.taken_on, customer_order.number
""")
DEPOSITS_IN_THE_BOOKS = Statement("""
SELECT coalesce(-sum(posting.amount), 0) AS coalesce_1
FROM posting
WHERE posting.account = 'order_deposits'
""")
SALES_SAVED = Statement("""
SELECT coalesce(sum((order_line.total * (order_line.ordered - order_line.cancelled)) / order_line.ordered), 0) AS
    coalesce_1
FROM order_line JOIN customer_order ON customer_order.number = order_line.number
WHERE customer_order.taken_on >= :since AND order_line.kind = 'backorder' AND order_line.ordered > 0
""")
PURCHASE_SIGNS = Statement("""
SELECT purchase_line.sku, sum(CASE WHEN (purchase_line.expected_on < :today) THEN 1 ELSE 0 END) AS sum_1, sum(CASE WHEN
    (purchase_line.expected_on > purchase_line.first_expected_on) THEN 1 ELSE 0 END) AS sum_2
FROM purchase_line
WHERE (purchase_line.quantity - purchase_line.received) - purchase_line.cancelled > 0 AND (purchase_line.to_store =
    :store OR purchase_line.to_store = '') GROUP BY purchase_line.sku
""")
MOVE_SIGNS = Statement("""
SELECT stock_move.sku, sum(CASE WHEN (stock_move.kind = 'count' AND stock_move.quantity < 0 AND stock_move.at >= :month)
    THEN -stock_move.quantity END) AS sum_1, sum(CASE WHEN (stock_move.kind = 'sale' AND stock_move.at >= :lately) THEN
    -stock_move.quantity END) AS sum_2, sum(CASE WHEN (stock_move.kind = 'sale' AND stock_move.at < :lately) THEN
    -stock_move.quantity END) AS sum_3
FROM stock_move
WHERE stock_move.store = :store AND stock_move.at >= :before GROUP BY stock_move.sku
""")
ORDERED_SIGNS = Statement("""
SELECT order_line.sku, sum(CASE WHEN (customer_order.taken_on >= :lately) THEN order_line.ordered ELSE 0 END) AS sum_1,
    sum(CASE WHEN (customer_order.taken_on < :lately) THEN order_line.ordered ELSE 0 END) AS sum_2
FROM order_line JOIN customer_order ON customer_order.number = order_line.number
WHERE customer_order.taken_on >= :before GROUP BY order_line.sku
""")
LEAD_SIGNS = Statement("""
SELECT supplier.supplier, supplier.lead_time_days, avg(julianday(delivery.delivered_on) -
    julianday(delivery.ordered_on)) AS avg_1
FROM supplier JOIN delivery ON delivery.supplier = supplier.supplier
WHERE delivery.delivered_on >= :half_year AND delivery.ordered_on IS NOT NULL GROUP BY supplier.supplier,
    supplier.lead_time_days
""")

# --- radar -----------------------------------------------------------------------------------------------------------
RECENT_OPERATION = Statement("""
SELECT op.bytes
FROM op
WHERE op.op_id = :op_id AND op.position > (SELECT max(op.position) - 2000 AS anon_1
FROM op)
LIMIT 1 OFFSET 0
""")
PROMISES_TO_MEND = Statement("""
SELECT task.id, task.number, task.line, task.opened_at, task.state, task.outcome, task.closed_by, task.why, task.cause
FROM task
WHERE task.kind = 'promise' AND (task.state = :wanted OR :wanted = '')
ORDER BY task.opened_at, task.id
""")
LAPSED_LINES = Statement("""
SELECT purchase_line.number, purchase_line.line, purchase_line.supplier, coalesce(supplier.name, purchase_line.supplier)
    AS coalesce_1, purchase_line.sku, coalesce(product.name, purchase_line.sku) AS coalesce_2, (purchase_line.quantity -
    purchase_line.received) - purchase_line.cancelled AS anon_1, purchase_line.expected_on, purchase_line.confirmed,
    purchase_line.ordered_on
FROM purchase_line
LEFT OUTER JOIN supplier ON supplier.supplier = purchase_line.supplier
LEFT OUTER JOIN product ON product.sku = purchase_line.sku
WHERE (purchase_line.quantity - purchase_line.received) - purchase_line.cancelled > 0 AND (purchase_line.to_store =
    :store OR purchase_line.to_store = '') AND (purchase_line.expected_on < :today OR purchase_line.confirmed = 0 AND
    purchase_line.ordered_on <= :ordered_by)
ORDER BY purchase_line.expected_on, purchase_line.number, purchase_line.line
""")
SUPPLIERS_OF = Statement("""
SELECT purchase_line.supplier
FROM purchase_line
WHERE purchase_line.sku = :sku AND purchase_line.supplier != '' UNION SELECT delivery.supplier
FROM delivery
WHERE delivery.sku = :sku AND delivery.supplier != ''
""")
UNITS_TOLD = Statement("""
SELECT order_line.sku, sum(((order_line.ordered - order_line.allocated) - order_line.handed_over) -
    order_line.cancelled) AS sum_1, max(coalesce(stock_level.on_hand, 0) - coalesce(stock_level.allocated, 0)) AS max_1,
    max(coalesce(stock_level.safety_stock, 0)) AS max_2, max(coalesce(product.name, order_line.name)) AS max_3
FROM order_line
LEFT OUTER JOIN stock_level ON stock_level.sku = order_line.sku AND stock_level.store = :store
LEFT OUTER JOIN product ON product.sku = order_line.sku
WHERE order_line.is_open = 1 AND ((order_line.ordered - order_line.allocated) - order_line.handed_over) -
    order_line.cancelled > 0 GROUP BY order_line.sku
ORDER BY order_line.sku
""")
SECURED = Statement("""
SELECT purchase_line.sku, sum((purchase_line.quantity - purchase_line.received) - purchase_line.cancelled) AS sum_1
FROM purchase_line
WHERE (purchase_line.quantity - purchase_line.received) - purchase_line.cancelled > 0 AND purchase_line.confirmed = 1
    AND purchase_line.expected_on >= :today AND (purchase_line.to_store = :store OR purchase_line.to_store = '') GROUP
    BY purchase_line.sku
""")
CREDIT = Statement("""
SELECT credit.id, credit.number, credit.line, credit.at, credit.person, credit.kind, credit.amount, credit.why,
    credit.state, credit.decided_at, credit.decided_by, credit.cause
FROM credit
WHERE credit.id = :credit
""")
CREDITS = Statement("""
SELECT credit.id, credit.number, credit.line, credit.at, credit.person, credit.kind, credit.amount, credit.why,
    credit.state, credit.decided_at, credit.decided_by, credit.cause
FROM credit
WHERE credit.state = :wanted OR :wanted = ''
ORDER BY credit.at, credit.id
""")
CREDITS_OF = Statement("""
SELECT credit.id, credit.number, credit.line, credit.at, credit.person, credit.kind, credit.amount, credit.why,
    credit.state, credit.decided_at, credit.decided_by, credit.cause
FROM credit
WHERE credit.number = :order
ORDER BY credit.at, credit.id
""")
CREDITS_SPENT = Statement("""
SELECT coalesce(sum(credit.amount), 0) AS coalesce_1
FROM credit
WHERE credit.state IN ('approved', 'given') AND credit.decided_at >= :since AND credit.decided_at < :until
""")
COSTS = Statement("""
SELECT order_event.number, order_event.details
FROM order_event
WHERE order_event.kind = 'remedy' AND order_event.at >= :since AND order_event.at < :until
ORDER BY order_event.at
""")
DAYS_TOLD = Statement("""
SELECT told.nth, told.latest_on, told.why
FROM told
WHERE told.number = :order AND told.line = :order_line
ORDER BY told.nth
""")
CONTACTS = Statement("""
SELECT anon_1.number, sum(anon_1.written) AS sum_1, sum(anon_1.called) AS sum_2
FROM (SELECT news.number AS number, 1 AS written, 0 AS called
FROM news
WHERE news.event IN ('late', 'date_moved', 'at_risk_asked') AND news.channel IN ('e-mail', 'text') AND news.state =
    'sent' AND news.settled_at >= :since AND news.settled_at < :until UNION ALL SELECT task.number AS number, 0 AS
    anon_2, 1 AS anon_3
FROM task
WHERE (task.id LIKE 'call:late:%' OR task.id LIKE 'call:date_moved:%' OR task.id LIKE 'call:at_risk_asked:%') AND
    task.state = 'closed' AND task.outcome IN ('reached', 'not_reached', 'wrong_number') AND task.closed_at >= :since
    AND task.closed_at < :until) AS anon_1 GROUP BY anon_1.number
ORDER BY anon_1.number
""")
