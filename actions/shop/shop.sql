-- The shop's database, filled with samples. It is made on first use; running this file again changes nothing.

BEGIN IMMEDIATE;

-- Orders ------------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS sample_orders (
    number TEXT PRIMARY KEY,
    product TEXT NOT NULL,
    colour TEXT,
    size TEXT,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price REAL NOT NULL,                -- of all pieces, in pounds
    address TEXT NOT NULL,
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
    colour,
    size,
    quantity,
    price,
    address,
    state,
    date('now', 'localtime', delivery_in_days || ' days') AS delivery_on,
    tracking_code
FROM sample_orders;

CREATE TABLE IF NOT EXISTS returns (
    order_number TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    started_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS refunds (
    order_number TEXT PRIMARY KEY,
    amount REAL NOT NULL,
    paid_on TEXT  -- null: on its way
);

INSERT OR IGNORE INTO sample_orders
    (number, product, colour, size, quantity, price, address, state, delivery_in_days, tracking_code)
VALUES
    ('TW-1041', 'Ridgeline 35 rucksack',  'green', NULL, 1,  95, '8 Beck Lane, Settle BD24 9AA',     'processing',   4, NULL),
    ('TW-1042', 'Fellrunner trail shoes', 'blue',  '42', 1, 110, '21 Mill Road, Leeds LS6 2AB',      'shipped',      2, 'LX48213'),
    ('TW-1043', 'Larch two-person tent',  'green', NULL, 1, 189, '5 Garth Row, Kendal LA9 4QQ',      'delivered',   -5, 'LX47902'),
    ('TW-1044', 'Kestrel down jacket',    'red',   'M',  1, 179, '60 High Street, Skipton BD23 1DP', 'delayed',      9, 'LX48077'),
    ('TW-1045', 'Scree hiking boots',     'brown', '41', 1, 145, '2 Scar View, Ambleside LA22 9BT',  'delivered',  -12, 'LX47655'),
    ('TW-1046', 'Tarn sleeping bag',      'blue',  NULL, 2, 238, '17 Fell Close, Penrith CA11 7XX',  'delivered',  -47, 'LX46120'),
    ('TW-1047', 'Beck 20-litre dry bag',  'yellow', NULL, 1, 18, '8 Beck Lane, Settle BD24 9AA',     'cancelled',    0, NULL),
    ('TW-1048', 'Ember gas stove',        NULL,    NULL, 1,  39, '33 Quay Side, Whitby YO21 1DN',    'processing',   3, NULL),
    ('TW-1049', 'Crag 60-metre rope',     'orange', NULL, 1, 129, '9 Moor End, Sheffield S10 4QZ',   'shipped',      1, 'LX48250'),
    ('TW-1050', 'Heather merino socks',   'grey',  'M',  3,  48, '5 Garth Row, Kendal LA9 4QQ',      'delivered',   -1, 'LX48190'),
    ('TW-1051', 'Summit trekking poles',  NULL,    NULL, 1,  65, '40 Dale Street, York YO1 9SB',     'delayed',      6, 'LX48101'),
    ('TW-1052', 'Lumen headlamp',         NULL,    NULL, 1,  35, '21 Mill Road, Leeds LS6 2AB',      'delivered',  -90, 'LX43386');

INSERT OR IGNORE INTO refunds (order_number, amount, paid_on) VALUES ('TW-1047', 18, date('now', 'localtime', '-2 days'));

-- Goods -------------------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS products (
    name TEXT PRIMARY KEY,
    category TEXT NOT NULL,
    activities TEXT NOT NULL,
    people INTEGER,  -- that sleep in a tent
    season TEXT,     -- that jackets and sleeping bags are made for
    price REAL NOT NULL,
    about TEXT NOT NULL,
    image TEXT NOT NULL  -- the assistant's server has the pictures of the folder `assets`
);

INSERT OR IGNORE INTO products (name, category, activities, people, season, price, about, image) VALUES
    ('Skiddaw Solo tent',           'tent',         'hiking, bikepacking',                        1,    NULL,            149, '1.1 kg, packs down to the size of a water bottle', '/assets/tent.svg'),
    ('Larch two-person tent',       'tent',         'camping, hiking, bikepacking',               2,    NULL,            189, '2.1 kg, stands in five minutes', '/assets/tent.svg'),
    ('Helm 2 tent',                 'tent',         'climbing, hiking',                           2,    NULL,            419, '2.9 kg, made for snow and strong wind', '/assets/tent.svg'),
    ('Fairfield 4 tent',            'tent',         'camping',                                    4,    NULL,            329, 'Two sleeping cabins and room to stand', '/assets/tent.svg'),
    ('Fledgling kids sleeping bag', 'sleeping bag', 'camping',                                    NULL, 'summer',         49, 'Grows with the child, up to 1.50 m', '/assets/sleeping-bag.svg'),
    ('Tarn sleeping bag',           'sleeping bag', 'camping, hiking, bikepacking',               NULL, 'three seasons', 119, 'Comfortable down to 0 °C, 1.1 kg', '/assets/sleeping-bag.svg'),
    ('Nightjar down bag',           'sleeping bag', 'climbing, hiking, camping, bikepacking',     NULL, 'winter',        229, 'Comfortable down to -12 °C, 1.2 kg', '/assets/sleeping-bag.svg'),
    ('Fellrunner trail shoes',      'boots',        'trail running',                              NULL, NULL,            110, 'Deep tread, quick to dry', '/assets/boots.svg'),
    ('Moss approach shoes',         'boots',        'climbing, bikepacking, camping',             NULL, NULL,            115, 'A sticky sole for rock', '/assets/boots.svg'),
    ('Scree hiking boots',          'boots',        'hiking, camping',                            NULL, NULL,            145, 'Leather, can be resoled twice', '/assets/boots.svg'),
    ('Whin windproof',              'jacket',       'trail running, climbing, bikepacking',       NULL, 'summer',         79, '190 g, fits into its own pocket', '/assets/jacket.svg'),
    ('Drizzle rain jacket',         'jacket',       'hiking, camping, trail running, bikepacking',NULL, 'three seasons',  99, 'Waterproof, with long zips under the arms', '/assets/jacket.svg'),
    ('Kestrel down jacket',         'jacket',       'climbing, hiking, camping',                  NULL, 'winter',        179, 'Warm, 420 g, responsible down', '/assets/jacket.svg'),
    ('Pannier handlebar roll',      'backpack',     'bikepacking',                                NULL, NULL,             55, '12 litres, waterproof', '/assets/backpack.svg'),
    ('Crux 28 climbing pack',       'backpack',     'climbing',                                   NULL, NULL,             89, '28 litres, holds a rope under its lid', '/assets/backpack.svg'),
    ('Ridgeline 35 rucksack',       'backpack',     'hiking, trail running',                      NULL, NULL,             95, '35 litres, for a day or two', '/assets/backpack.svg'),
    ('Drover 65 rucksack',          'backpack',     'camping, hiking',                            NULL, NULL,            159, '65 litres, carries a week', '/assets/backpack.svg'),
    ('Ember gas stove',             'stove',        'hiking, climbing, bikepacking, trail running',NULL, NULL,             39, '85 g, boils a litre in four minutes', '/assets/stove.svg'),
    ('Cinder wood stove',           'stove',        'camping, bikepacking',                       NULL, NULL,             65, 'Burns twigs, folds flat', '/assets/stove.svg'),
    ('Basecamp double burner',      'stove',        'camping',                                    NULL, NULL,             95, 'Two flames, for a whole family', '/assets/stove.svg'),
    ('Glow lantern',                'lamp',         'camping',                                    NULL, NULL,             29, 'Warm light for 40 hours', '/assets/lamp.svg'),
    ('Lumen headlamp',              'lamp',         'hiking, climbing, trail running, bikepacking',NULL, NULL,             35, '350 lumens, charged by USB', '/assets/lamp.svg'),
    ('Beck 20-litre dry bag',       'other',        'camping, bikepacking',                       NULL, NULL,             18, 'Keeps a sleeping bag dry', '/assets/backpack.svg'),
    ('Crag 60-metre rope',          'other',        'climbing',                                   NULL, NULL,            129, '9.8 mm, dry treated', '/assets/backpack.svg'),
    ('Heather merino socks',        'other',        'hiking, trail running',                      NULL, NULL,             16, 'Warm even when they are wet', '/assets/boots.svg'),
    ('Summit trekking poles',       'other',        'hiking, trail running',                      NULL, NULL,             65, 'A pair, 240 g each', '/assets/backpack.svg');

-- One row for each colour. `sizes` is empty where there are none.
CREATE TABLE IF NOT EXISTS stock (
    product TEXT NOT NULL REFERENCES products (name),
    colour TEXT NOT NULL,
    sizes TEXT NOT NULL,
    warehouse INTEGER NOT NULL,
    kendal INTEGER NOT NULL,
    leeds INTEGER NOT NULL,
    PRIMARY KEY (product, colour)
);

INSERT OR IGNORE INTO stock (product, colour, sizes, warehouse, kendal, leeds) VALUES
    ('Skiddaw Solo tent',           'grey',   '',                             9, 1, 0),
    ('Skiddaw Solo tent',           'green',  '',                             4, 0, 1),
    ('Larch two-person tent',       'green',  '',                            14, 2, 1),
    ('Larch two-person tent',       'orange', '',                             6, 0, 2),
    ('Helm 2 tent',                 'orange', '',                             2, 1, 0),
    ('Fairfield 4 tent',            'green',  '',                             5, 1, 1),
    ('Fairfield 4 tent',            'blue',   '',                             3, 0, 1),
    ('Fledgling kids sleeping bag', 'yellow', '',                             8, 2, 1),
    ('Tarn sleeping bag',           'blue',   '',                            11, 2, 2),
    ('Tarn sleeping bag',           'grey',   '',                             7, 0, 1),
    ('Nightjar down bag',           'purple', '',                             0, 0, 0),
    ('Fellrunner trail shoes',      'blue',   '39 40 41 42 43 44 45',        12, 2, 6),
    ('Fellrunner trail shoes',      'yellow', '37 38 39 40 41',               5, 0, 3),
    ('Moss approach shoes',         'grey',   '38 39 40 41 42 43',            2, 1, 0),
    ('Scree hiking boots',          'brown',  '38 39 40 41 42 43 44 45 46',  18, 4, 3),
    ('Scree hiking boots',          'grey',   '40 41 42 43',                  4, 1, 0),
    ('Whin windproof',              'yellow', 'S M L',                        8, 0, 2),
    ('Drizzle rain jacket',         'green',  'S M L XL',                    13, 2, 3),
    ('Drizzle rain jacket',         'blue',   'XS S M L XL',                 10, 1, 2),
    ('Kestrel down jacket',         'red',    'S M L',                        3, 1, 1),
    ('Kestrel down jacket',         'black',  'S M L XL',                     6, 2, 2),
    ('Pannier handlebar roll',      'black',  '',                             7, 1, 1),
    ('Crux 28 climbing pack',       'orange', '',                             4, 0, 1),
    ('Ridgeline 35 rucksack',       'green',  '',                             9, 2, 1),
    ('Ridgeline 35 rucksack',       'blue',   '',                             8, 1, 2),
    ('Ridgeline 35 rucksack',       'red',    '',                             3, 0, 0),
    ('Drover 65 rucksack',          'green',  '',                             4, 1, 0),
    ('Ember gas stove',             '',       '',                            25, 4, 3),
    ('Cinder wood stove',           '',       '',                             6, 1, 1),
    ('Basecamp double burner',      '',       '',                             0, 1, 1),
    ('Glow lantern',                '',       '',                            17, 2, 2),
    ('Lumen headlamp',              '',       '',                            30, 5, 6),
    ('Beck 20-litre dry bag',       'yellow', '',                            22, 3, 3),
    ('Crag 60-metre rope',          'orange', '',                             1, 1, 0),
    ('Heather merino socks',        'grey',   'S M L',                       40, 9, 8),
    ('Summit trekking poles',       '',       '',                             0, 1, 1);

-- The desk of the staff ----------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS leads (
    email TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    interest TEXT NOT NULL,
    phone TEXT,
    budget TEXT,
    consented_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE IF NOT EXISTS tickets (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,  -- the run of the action that opened it: a repeated run opens no second one
    kind TEXT NOT NULL CHECK (kind IN ('problem', 'complaint', 'question')),
    words TEXT NOT NULL,
    order_number TEXT,
    email TEXT,
    opened_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

PRAGMA user_version = 2;

COMMIT;
