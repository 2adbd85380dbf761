/**
 * Settled days of before migration 18 — dữ liệu cũ: lượt phát đã quyết toán.
 */
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { airedStore } from '#server/adapters/sql/aired';
import { openDatabase } from '#server/adapters/sql/dialects';
import { MIGRATIONS } from '#server/adapters/sql/migrations/index';
import { NHON_CHAU, QUY_NHON } from '../../support/store.js';
import { DATABASES, type EmptyDatabase } from './databases.js';

const day = (text: string): LocalDate => LocalDate.parse(text);
const OLD = day('2026-03-01');
const NEW = day('2026-08-01');

/** Rows as the server of before wrote them: a hamlet that moved in July, a commune, a mixed line. */
const BEFORE = `
insert into areas (id, parent_id, name, level, kind, urban) values
  ('52', null, 'Gia Lai', 'province', 'tinh', 0), ('${QUY_NHON}', '52', 'Quy Nhơn', 'commune', 'phuong', 1),
  ('${NHON_CHAU}', '52', 'Nhơn Châu', 'commune', 'xa', 0),
  ('21583-01', '${NHON_CHAU}', 'Khu phố 1', 'hamlet', 'thon', 0),
  ('21583-02', '${QUY_NHON}', 'Khu phố 2', 'hamlet', 'thon', 0);
insert into hamlet_facts (area_id, from_at, commune_id, name, kind, urban, people, radius_m,
  predecessors, languages, source) values
  ('21583-01', '2026-01-01', '${QUY_NHON}', 'Khu phố 1', 'thon', 0, 9, 300, '[]', '[]', ''),
  ('21583-01', '2026-07-01', '${NHON_CHAU}', 'Khu phố 1', 'thon', 0, 9, 300, '[]', '[]', '');
insert into aired_rows (day, area_id, entry_id, title, priority, start_at, duration_ms, planned, aired,
  interrupted, missed, unknown, virtual, aired_ms, field, kind) values
  ('${OLD}', '21583-01', 'e', 'Tin', 'normal', 1, 60000, 3, 2, 0, 1, 0, 0, 120000, 'law', 'text'),
  ('${NEW}', '21583-01', 'e', 'Tin', 'normal', 2, 60000, 1, 1, 0, 0, 0, 0, 60000, 'law', 'text'),
  ('${NEW}', '21583-02', 'e', 'Tin', 'normal', 2, 60000, 1, 1, 0, 0, 0, 0, 60000, null, null),
  ('${NEW}', '${NHON_CHAU}', 'e', 'Tin', 'normal', 2, 60000, 1, 0, 0, 0, 1, 0, 0, null, null);
insert into settled_days (day, version, settled) values ('${OLD}', 1, 1), ('${NEW}', 1, 1);
`;

const bulletin = (id: string, field: string): string => `
insert into bulletins (id, area_id, title, field, priority, state, script, source_name, source_sha256,
  source_text, created_by, search, created_at, updated_at, revision) values
  ('${id}', '52', 'Tin', '${field}', 'normal', 'draft', '{}', '', '', '', 'x', '', 1, 1, 1);`;
/** The line of the rows above: news and the law in one programme, ordered by the province. */
const MIXED = `${bulletin('b1', 'general')}${bulletin('b2', 'law')}
insert into programmes (id, area_id, title, bulletin_ids, parts, duration_ms) values
  ('p', '52', 'Tin', '["b1","b2"]', '[]', 60000);
insert into entries (id, area_id, programme_id, title, target, rule, priority, origin, late_start,
  after_cut, state, created_by, "rank", created_at) values
  ('e', '52', 'p', 'Tin', '{}', '{}', 'normal', 'province', 'join', 'resume', 'active', 'x', 1, 1);
update aired_rows set entry_id = 'other' where day = '${OLD}';`;

type Before = Pick<EmptyDatabase, 'options' | 'script'>;

const NAME = '0018-aired-communes';

/** With `rows` from the version before, brought to that of now; then what the store reads. */
async function broughtForward({ options, script }: Before, rows: string) {
  const open = openDatabase(options);
  for (const [name, { up }] of Object.entries(MIGRATIONS)) {
    if (name === NAME) script(rows);
    await up(open.db);
  }
  const aired = airedStore(() => open);
  const found = await aired.airedRows({
    ...{ areaIds: [QUY_NHON, NHON_CHAU], hamlets: false, law: false, limit: 9 },
    ...{ from: OLD, to: NEW },
  });
  const settled = await aired.settledDays(OLD, NEW);
  await open.db.destroy();
  return { found, settled };
}

for (const kind of DATABASES) {
  describe(`Settled days of before, on ${kind.name}`, () => {
    it('get the commune of their day, and keep their sums', async () => {
      const { found, settled } = await broughtForward(await kind.create(), BEFORE);
      expect(
        found.map(({ areaId, communeId, part, sums }) => [areaId, communeId, part, sums.planned]),
      ).to.deep.equal([
        ['21583-01', QUY_NHON, '', 3],
        ['21583-01', NHON_CHAU, '', 1],
        ['21583-02', QUY_NHON, '', 1],
        [NHON_CHAU, NHON_CHAU, '', 1],
      ]);
      expect(settled).to.deep.equal([OLD, NEW]);
    });

    it('get who ordered them; days with a programme of several fields are counted anew', async () => {
      const { found, settled } = await broughtForward(await kind.create(), BEFORE + MIXED);
      expect(found.map(({ source }) => source)).to.deep.equal([
        null,
        ...Array.from({ length: 3 }, () => 'province'),
      ]);
      expect(settled).to.deep.equal([OLD]);
    });
  });
}
