// Polars' side of population_peers.mjs. POLARS_MAX_THREADS says how many threads.
import pl from 'nodejs-polars';
import { check, columns, csv, instruments, measure, version, width } from './population.mjs';

const engine = `Polars ${version('nodejs-polars')}`;
const types = { 1: pl.Int8, 2: pl.Int16, 8: pl.Int64 };
const c = pl.col;
const whole = (fen) => pl.lit(BigInt(fen)).cast(pl.Int64);
const none = whole(0);
const choose = (test, yes, no = none) => pl.when(test).then(yes).otherwise(no);
const in_2026 = (name, fen) => choose(c(name).eq(2026), whole(fen));
const by_grade = (name, amounts) => Object.entries(amounts)
  .reduceRight((otherwise, [grade, fen]) => choose(c(name).eq(Number(grade)), whole(fen), otherwise), none);
const each = (name, fen) => c(name).cast(pl.Int64).mul(whole(fen));
const lesser = (a, b) => choose(a.lt(b), a, b);
const greater = (a, b) => choose(a.gt(b), a, b);

const frame = pl.readCSV(csv).select(...columns.map((name) =>
  (name === 'large' || name === 'passed' ? c(name).eq(1).alias(name) : c(name).cast(types[width(name)]))));
const amounts = {
  high_tech: choose(c('certified').eq(2026).or(c('recertified').eq(2026)),
    greater(whole(10000000).sub(c('elsewhere')), none)),
  little_giant: in_2026('giant', 50000000), prov_sme: in_2026('sme', 10000000),
  key_project: each('project', 50000000), incubator_filed: in_2026('filed', 8000000),
  incubator_level: choose(c('tier_year').eq(2026), by_grade('tier', { 4: 100000000, 3: 50000000, 2: 25000000 })),
  operator_subsidy: choose(c('passed'), lesser(c('invested').mul(whole(3)).div(whole(10)), whole(100000000))),
  service_org: in_2026('service', 10000000),
  testing_body: choose(c('body_year').eq(2026), by_grade('body', { 1: 10000000, 2: 15000000 })),
  intl_bodies: each('foreign', 30000000), academician_ws: in_2026('station', 100000000),
  special_lab: in_2026('laboratory', 25000000), master_talent: each('masters', 100000),
  phd_talent: each('doctors', 200000),
  mentor_award: by_grade('mentors', { 1: 30000000, 2: 60000000, 3: 100000000 }), hires: each('hires', 10000000),
  rnd_matching: choose(c('large').or(c('certified').gtEq(2024)).or(c('recertified').gtEq(2024)),
    c('subsidy').div(whole(2))),
};
const priority = c('research').mul(whole(20)).gt(c('revenue')).or(c('research').gt(whole(1000000000)));
const total = instruments.map((name) => c(name)).reduce((a, b) => a.add(b)).alias('total');
const outputs = () => frame.lazy()
  .select(...instruments.map((name) => amounts[name].alias(name)), priority.alias('priority')).withColumns(total);
const totals = () => outputs().select(
  ...[...instruments, 'total'].map((name) => c(name).sum().alias(name)),
  c('total').gt(none).cast(pl.Int64).sum().alias('paid'), c('priority').cast(pl.Int64).sum().alias('priority'),
).collectSync();

check(engine, totals().toRecords()[0]);
const threads = Number(process.env.POLARS_MAX_THREADS);
await measure(engine, 'totals', threads, totals);
let kept;
await measure(engine, 'outputs', threads, () => { kept = outputs().collectSync(); });
if (kept === undefined) throw new Error('nothing was kept');
