/**
 * File of sites and what a cluster is known to do — tệp thông số cụm loa; biết chắc hay chưa biết.
 */
import { AreaId, DeviceId } from '@loaso/shared/ids';
import { PlaceKind } from '@loaso/shared/place-kind';
import { LocalDate } from '@loaso/shared/time';
import { expect } from 'chai';
import { folded } from '#server/core/coverage/cells';
import { writeCsv } from '#server/core/coverage/csv';
import { earshotOf } from '#server/core/coverage/earshot';
import { sitesOn } from '#server/core/coverage/history';
import { type Box, heardOf, todayOf } from '#server/core/coverage/known';
import { PLACE_NAMES, PLACE_WORDS } from '#server/core/coverage/place-cells';
import { readSites, siteRows } from '#server/core/coverage/site-file';
import { at, cluster, hamlet } from './worlds.js';

const ID = DeviceId.parse('cum-loa-1');
const AREA = AreaId.parse('21583');
const today = LocalDate.parse('2026-11-25');
const HEAD = 'Mã cụm;Số loa;Công suất;Chiều cao;Hướng;Địa hình;Ngày lắp;Lộ điện;Áp dụng từ';

describe('A file of sites', () => {
  it('joins several kinds of horns of one pole, and reads back what it writes', () => {
    const text = `${HEAD}\n${ID};2;25;8;90;đồi núi;20/11/2025;471;01/01/2026\n${ID};1;50;8;;đồi núi;20/11/2025;471;01/01/2026`;
    const { facts, faults } = readSites(text, { known: new Set([ID]), today, ground: null });
    expect(faults).to.deep.equal([]);
    expect(facts).to.have.length(1);
    expect(facts[0]).to.deep.include({ terrain: 'hills', powerLine: '471', from: '2026-01-01' });
    expect(
      facts[0]?.horns.map(({ count, powerW, directionDeg }) => [count, powerW, directionDeg]),
    ).to.deep.equal([
      [2, 25, 90],
      [1, 50, null],
    ]);
    const [site = null] = facts;
    const again = writeCsv(
      siteRows([
        { deviceId: ID, name: 'Cụm', areaId: AREA, position: null, site, placeKind: 'residential' },
      ]),
    );
    expect(readSites(again, { known: new Set([ID]), today, ground: null }).facts).to.deep.equal(
      facts,
    );
  });

  it('says what stands near a cluster, of one that nobody has filled in too', () => {
    for (const placeKind of PlaceKind.options) {
      const table = writeCsv(
        siteRows([
          { deviceId: ID, name: 'Cụm', areaId: AREA, position: null, site: null, placeKind },
        ]),
      );
      const { places, facts, faults } = readSites(table, {
        known: new Set([ID]),
        today,
        ground: null,
      });
      expect({ facts, faults }).to.deep.equal({ facts: [], faults: [] });
      const told = placeKind === 'residential' ? [] : [[ID, placeKind]];
      expect([...places]).to.deep.equal(told);
      const word = folded(PLACE_NAMES[placeKind]);
      expect(PLACE_WORDS[word]).to.equal(placeKind);
    }
    const wrong = `Mã cụm;Công suất mỗi loa (W);Độ cao (m);Nơi đặt\n${ID};25;8;sân bay`;
    const read = readSites(wrong, { known: new Set([ID]), today, ground: null });
    expect(read.faults.map(({ column }) => column)).to.deep.equal(['Nơi đặt']);
  });

  it('passes over clusters that nobody has filled in yet', () => {
    const position = { lat: 13.78, lng: 109.22 };
    const table = writeCsv(
      siteRows([
        { deviceId: ID, name: 'Cụm', areaId: AREA, position, site: null, placeKind: 'residential' },
      ]),
    );
    const read = readSites(table, { known: new Set([ID]), today, ground: null });
    expect(read).to.deep.equal({
      facts: [],
      fresh: [],
      places: new Map(),
      placeLines: new Map(),
      already: 0,
      rows: 1,
      faults: [],
    });
  });

  it('holds for a cluster from its day on, and for no day before', () => {
    const text = `${HEAD}\n${ID};;25;8;;;;;01/07/2026\n${ID};;50;8;;;;;01/10/2026`;
    const { facts } = readSites(text, { known: new Set([ID]), today, ground: null });
    const power = (day: string) =>
      sitesOn(facts, LocalDate.parse(day)).get(ID)?.horns[0]?.powerW ?? null;
    expect([power('2026-06-30'), power('2026-09-30'), power('2026-10-01')]).to.deep.equal([
      null,
      25,
      50,
    ]);
  });
});

describe('What a cluster is known to do', () => {
  const lights = (change: object = {}) =>
    ({ reachable: 'green', ready: 'green', audible: 'green', ...change }) as never;

  const today = (change: object = {}, box: Partial<Box> = {}, demo = false) =>
    todayOf(
      { state: 'enrolled', virtual: false, selfHeard: null, ...box, lights: lights(change) },
      demo,
    );

  it('is unknown without a word, and no where its word says so', () => {
    expect(today()).to.deep.equal({ known: 'yes', hindrance: null });
    expect(today({ ready: 'unknown' }).known).to.equal('unknown');
    expect(today({ audible: 'red' }).hindrance).to.equal('no-sound');
    expect(today({ ready: 'red' }).hindrance).to.equal('not-ready');
    expect(today({}, { state: 'registered' }).hindrance).to.equal('not-enrolled');
  });

  it('is not to be heard without a horn, but in a demonstration', () => {
    const file = { virtual: true } as const;
    expect(today({ audible: 'amber' }, file)).to.deep.equal({ known: 'no', hindrance: 'no-horn' });
    expect(today({ audible: 'amber' }, file, true).known).to.equal('yes');
  });

  it('is ready with a word beside it where the microphone hears softer, or doubted one play', () => {
    for (const selfHeard of ['weak', 'doubt'] as const) {
      expect(today({ audible: 'amber' }, { selfHeard })).to.deep.equal({
        known: 'yes',
        hindrance: `heard-${selfHeard}`,
      });
    }
    expect(today({ audible: 'amber' }, { selfHeard: 'weak', virtual: true }).known).to.equal('no');
  });

  it('was heard, was not, or may have been', () => {
    expect(heardOf({ planned: 3, withWord: 3, heard: 1 })).to.equal('yes');
    expect(heardOf({ planned: 3, withWord: 1, heard: 0 })).to.equal('no');
    expect(heardOf({ planned: 3, withWord: 0, heard: 0 })).to.equal('unknown');
    expect(heardOf({ planned: 0, withWord: 0, heard: 0 })).to.equal('no');
  });
});

describe('Earshot', () => {
  it('finds every cluster near a hamlet once, wherever the grid is cut', () => {
    for (const lng of [109.35, 109.3, 109.25, 109.2, 109.15]) {
      const centre = { lat: 13.6, lng };
      const near = cluster('x', { position: { lat: 13.5995, lng: lng - 0.0005 } });
      const far = cluster('y', { position: at(90_000) });
      const [only] = earshotOf([hamlet(1, { centre })], [near, far]);
      expect(
        only?.heard.map(({ cluster: one }) => one.id),
        String(lng),
      ).to.deep.equal([near.id]);
    }
  });
});
