/**
 * Incidents of before migration 26 — dữ liệu cũ: nơi đã khắc phục trước.
 */
import { expect } from 'chai';
import { openDatabase } from '#server/adapters/sql/dialects';
import { MIGRATIONS } from '#server/adapters/sql/migrations/index';
import { DATABASES } from './databases.js';

const NAME = '0026-incidents-left';

const incident = (id: string, body: object): string => `
insert into incidents (id, opened_at, resolved_at, revision, body) values
  ('${id}', 5, null, 1, '${JSON.stringify(body)}');
insert into incident_areas (incident_id, area_id) values ('${id}', '21583');`;

const BEFORE = [
  `insert into areas (id, parent_id, name, level, kind, urban) values
    ('21583', null, 'Quy Nhơn', 'commune', 'phuong', 1), ('21607', null, 'Nhơn Châu', 'commune', 'xa', 0);`,
  incident('inc-old', { areaIds: ['21583'] }),
  incident('inc-storm', { areaIds: ['21583'], left: [{ areaId: '21607', at: 8 }] }),
].join('\n');

for (const kind of DATABASES) {
  describe(`Incidents of before on ${kind.name}`, () => {
    it('are found again where they were over first', async () => {
      const empty = await kind.create();
      const open = openDatabase(empty.options);
      for (const [name, { up }] of Object.entries(MIGRATIONS)) {
        if (name === NAME) empty.script(BEFORE);
        if (name <= NAME) await up(open.db);
      }
      const rows = await open.db
        .withTables<{
          incident_areas: { incident_id: string; area_id: string; left_at: number | null };
        }>()
        .selectFrom('incident_areas')
        .selectAll()
        .orderBy('incident_id')
        .orderBy('area_id')
        .execute();
      await open.db.destroy();
      expect(rows.map((row) => [row.incident_id, row.area_id, row.left_at])).to.deep.equal([
        ['inc-old', '21583', null],
        ['inc-storm', '21583', null],
        ['inc-storm', '21607', 8],
      ]);
    });
  });
}
