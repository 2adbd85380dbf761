/**
 * Bulletins of before migration 20 — dữ liệu cũ: những người đã viết bản tin.
 */
import { expect } from 'chai';
import { openDatabase } from '#server/adapters/sql/dialects';
import { MIGRATIONS } from '#server/adapters/sql/migrations/index';
import { DATABASES } from './databases.js';

const NAME = '0020-writers';

const bulletin = (id: string, more: { approvedBy?: string; seriesOf?: string } = {}): string => `
insert into bulletins (id, area_id, title, field, priority, state, script, source_name, source_sha256,
  source_text, created_by, search, created_at, updated_at, revision, approval, series_of) values
  ('${id}', '52', 'Tin', 'law', 'normal', 'draft', '{}', '', '', '', 'usr-lan', '', 1, 1, 1,
  ${more.approvedBy === undefined ? 'null' : `'{"approvedBy":"${more.approvedBy}"}'`},
  ${more.seriesOf === undefined ? 'null' : `'${more.seriesOf}'`});`;

const person = (name: string): string => `
insert into users (id, username, full_name, role, area_id, active, password_hash, created_at) values
  ('usr-${name}', '${name}', '${name}', 'official', '52', 1, '!', 1);`;

let seq = 0;
const deed = (actor: string, act: string, id: string): string => {
  seq += 1;
  return `insert into audit (seq, at, actor, act, target, detail, prev_hash, hash) values
    (${seq}, 1, '${actor}', 'bulletin.${act}', 'bulletin:${id}', '', '', 'h${seq}');`;
};

const BEFORE = [
  `insert into areas (id, parent_id, name, level, kind, urban) values
    ('52', null, 'Gia Lai', 'province', 'tinh', 0);`,
  ...['lan', 'minh', 'tam'].map(person),
  bulletin('plain'),
  bulletin('helped'),
  bulletin('approved', { approvedBy: 'usr-minh' }),
  bulletin('episode', { seriesOf: 'helped' }),
  deed('lan', 'import', 'helped'),
  deed('minh', 'change', 'helped'),
  deed('minh', 'clip', 'helped'),
  deed('tam', 'variant', 'helped'),
  deed('somebody who has gone', 'change', 'helped'),
  deed('minh', 'approve', 'plain'),
  deed('minh', 'clip', 'approved'),
  deed('tam', 'change', 'approved'),
].join('\n');

for (const kind of DATABASES) {
  describe(`Bulletins of before on ${kind.name}`, () => {
    it('know their writers by the trail, and keep the approvals that were given', async () => {
      const empty = await kind.create();
      const open = openDatabase(empty.options);
      for (const [name, { up }] of Object.entries(MIGRATIONS)) {
        if (name === NAME) empty.script(BEFORE);
        if (name <= NAME) await up(open.db);
      }
      const rows = await open.db
        .selectFrom('bulletins')
        .select(['id', 'written_by'])
        .orderBy('id')
        .execute();
      await open.db.destroy();
      expect(rows.map(({ id, written_by }) => [id, JSON.parse(written_by)])).to.deep.equal([
        ['approved', ['usr-lan', 'usr-tam']],
        ['episode', ['usr-lan', 'usr-minh', 'usr-tam']],
        ['helped', ['usr-lan', 'usr-minh', 'usr-tam']],
        ['plain', ['usr-lan']],
      ]);
    });
  });
}
