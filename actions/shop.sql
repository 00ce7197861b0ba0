-- The shop's database, filled with sample orders. It is made on first use; running this file again changes nothing.

BEGIN IMMEDIATE;

CREATE TABLE IF NOT EXISTS sample_orders (
    number TEXT PRIMARY KEY,
    product TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('processing', 'shipped', 'delayed', 'delivered', 'cancelled')),
    delivery_in_days INTEGER NOT NULL,  -- counted from today; negative when it has been delivered
    tracking_code TEXT
);

-- The samples never grow old: every day they are delivered the same number of days ago.
-- A real shop has a table `orders` with real dates instead.
CREATE VIEW IF NOT EXISTS orders AS
SELECT
    number,
    product,
    state,
    date('now', 'localtime', delivery_in_days || ' days') AS delivery_on,
    tracking_code
FROM sample_orders;

CREATE TABLE IF NOT EXISTS returns (
    order_number TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    started_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS leads (
    email TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    interest TEXT NOT NULL,
    consented_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

INSERT OR IGNORE INTO sample_orders (number, product, state, delivery_in_days, tracking_code) VALUES
    ('TW-1041', 'Ridgeline 35 rucksack',    'processing',   4, NULL),
    ('TW-1042', 'Fellrunner trail shoes',   'shipped',      2, 'LX48213'),
    ('TW-1043', 'Larch two-person tent',    'delivered',   -5, 'LX47902'),
    ('TW-1044', 'Kestrel down jacket',      'delayed',      9, 'LX48077'),
    ('TW-1045', 'Scree hiking boots',       'delivered',  -12, 'LX47655'),
    ('TW-1046', 'Tarn sleeping bag',        'delivered',  -47, 'LX46120'),
    ('TW-1047', 'Beck 20-litre dry bag',    'cancelled',    0, NULL),
    ('TW-1048', 'Ember gas stove',          'processing',   3, NULL),
    ('TW-1049', 'Crag 60-metre rope',       'shipped',      1, 'LX48250'),
    ('TW-1050', 'Heather merino socks',     'delivered',   -1, 'LX48190'),
    ('TW-1051', 'Summit trekking poles',    'delayed',      6, 'LX48101'),
    ('TW-1052', 'Lumen headlamp',           'delivered',  -90, 'LX43386');

PRAGMA user_version = 1;

COMMIT;
