/** Pictures: no screen without its picture, in both sizes and both lights, and none that is not listed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ROOMS } from '../../screens/shots.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const APP = join(ROOT, 'server', 'dashboard', 'src', 'app');
const FOLDER = join(ROOT, 'docs', 'screens');

const shots = ROOMS.flatMap(([, room]) => room);

/** '/ban-tin/$bulletinId' as what an address of it looks like. */
const shapeOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/\$\w+/g, '[^/?]+')}(\\?.*)?$`);

const routes = readdirSync(APP)
  .filter((name) => name.startsWith('router'))
  .flatMap((name) => [
    ...readFileSync(join(APP, name), 'utf8').matchAll(/^ {2}path: '(\/[^']+)'/gm),
  ])
  .map(([, path = '']) => path);

const pictures = readdirSync(FOLDER).filter((name) => name.endsWith('.webp'));
const listed = [...readFileSync(join(FOLDER, 'README.md'), 'utf8').matchAll(/src="([^"]+)"/g)].map(
  ([, file = '']) => file,
);

describe('pictures of the screens', () => {
  it('show every address of the page, in both sizes and both lights', () => {
    expect(routes.length).to.be.at.least(30);
    const unseen = routes.filter(
      (path) => !shots.some((shot) => shapeOf(path).test(shot.path) && shot.looks.length === 4),
    );
    expect(unseen, 'add it to test/screens/shots.ts and run make screenshots').to.deep.equal([]);
  });

  it('have names of their own', () => {
    const names = shots.map(({ name }) => name);
    expect(names).to.deep.equal([...new Set(names)]);
  });

  it('are all there, and all listed', () => {
    const endings = { laptop: '', 'laptop-dark': '-toi', phone: '-dt', 'phone-dark': '-dt-toi' };
    const wanted = shots.flatMap(({ name, looks }) =>
      looks.map((look) => `${name}${endings[look]}.webp`),
    );
    expect([...pictures].sort()).to.deep.equal([...wanted].sort());
    expect([...listed].sort()).to.deep.equal([...wanted].sort());
  });

  it('that a guide shows exist', () => {
    const guides = readdirSync(join(ROOT, 'docs', 'vi'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(ROOT, 'docs', 'vi', name));
    const shown = [...guides, join(ROOT, 'README.md')].flatMap((file) => [
      ...readFileSync(file, 'utf8').matchAll(/screens\/([\w-]+\.(?:png|webp))/g),
    ]);
    expect(shown.length).to.be.at.least(15);
    const gone = shown.map(([, file = '']) => file).filter((file) => !pictures.includes(file));
    expect(gone).to.deep.equal([]);
  });
});
