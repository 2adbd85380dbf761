/** The way of a technician's day: what is on it, in which order, how long, and its link. */
import { DeviceId, IncidentId, UserId } from '@loaso/shared/ids';
import type { WorkItem } from '@loaso/shared/wire/http/incidents';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Point, waysThrough, wayTo } from '#dashboard/screens/work/distance';
import { legsKm, lengthKm, routeOf } from '#dashboard/screens/work/route';
import { daysWorkOf } from '#dashboard/screens/work/stops';

const at = (lat: number, lng: number): { readonly at: Point } => ({ at: { lat, lng } });
const ME = UserId.parse('usr-me');

const place = fc.record({
  at: fc.record({
    lat: fc.double({ min: 13, max: 14.5, noNaN: true }),
    lng: fc.double({ min: 107.5, max: 109.3, noNaN: true }),
  }),
});
const HERE = { lat: 13.77, lng: 109.22 };

/** Every order there is of a few places. */
function ordersOf<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((one, index) =>
    ordersOf(list.filter((_, other) => other !== index)).map((rest) => [one, ...rest]),
  );
}

/** The nearest next, and nothing else: what the way must never be longer than. */
function nearestFirst(from: Point, stops: readonly { readonly at: Point }[]) {
  let left = [...stops];
  const route: (typeof left)[number][] = [];
  for (let here = from; left.length > 0; here = route.at(-1)?.at ?? here) {
    const near = (one: { readonly at: Point }): number => lengthKm(here, [one]);
    const next = left.reduce((best, one) => (near(one) < near(best) ? one : best));
    route.push(next);
    left = left.filter((one) => one !== next);
  }
  return route;
}

describe('dashboard/route', () => {
  it('goes along a road from where one stands, whatever order the work has', () => {
    const [a, b, c, d] = [at(13.8, 109.2), at(13.9, 109.1), at(14, 109), at(14.1, 108.9)];
    expect(routeOf(HERE, [c, a, d, b])).to.deep.equal([a, b, c, d]);
  });

  it('takes a loop back where the nearest next would leave one behind', () => {
    // On a street: one to the left is a little farther than one to the right, which leads on.
    const start = { lat: 14, lng: 108 };
    const stops = [at(14, 108.1), at(14, 107.89), at(14, 108.35)];
    const greedy = nearestFirst(start, stops);
    expect(greedy.map(({ at: { lng } }) => lng)).to.deep.equal([108.1, 107.89, 108.35]);
    const route = routeOf(start, stops);
    expect(route.map(({ at: { lng } }) => lng)).to.deep.equal([107.89, 108.1, 108.35]);
    expect(lengthKm(start, route)).to.be.lessThan(lengthKm(start, greedy));
  });

  it('holds every stop once and is never longer than the nearest next', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 14 }), (stops) => {
        const route = routeOf(HERE, stops);
        expect(stops.every((stop) => route.includes(stop))).to.equal(true);
        expect(route.length).to.equal(stops.length);
        const greedy = lengthKm(HERE, nearestFirst(HERE, stops));
        expect(lengthKm(HERE, route)).to.be.at.most(greedy + 1e-6);
      }),
    );
  });

  it('is within a quarter of the shortest there is, for two hundred days of a few stops', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 5 }), (stops) => {
        const shortest = Math.min(...ordersOf(stops).map((order) => lengthKm(HERE, order)));
        expect(lengthKm(HERE, routeOf(HERE, stops))).to.be.at.most(shortest * 1.25 + 1e-6);
      }),
      { seed: 20_260_305, numRuns: 200 },
    );
  });

  it('begins at the stop that is needed most where nobody knows where one stands', () => {
    const [far, near] = [at(14.2, 108), at(13.8, 109.2)];
    const route = routeOf(null, [far, near]);
    expect(route).to.deep.equal([far, near]);
    const legs = legsKm(null, route);
    expect(legs[0]).to.equal(null);
    expect(lengthKm(null, route)).to.equal(legs[1]);
    expect(routeOf(null, [])).to.deep.equal([]);
  });

  it('opens in one link with every stop in its order, in several beyond ten', () => {
    const places = Array.from({ length: 12 }, (_, n) => ({ lat: 14, lng: 108 + n / 100 }));
    expect(waysThrough(places.slice(0, 3))).to.deep.equal([
      'https://www.google.com/maps/dir/?api=1&destination=14,108.02&waypoints=14,108%7C14,108.01',
    ]);
    const links = waysThrough(places);
    expect(links.length).to.equal(2);
    expect(links[0]?.match(/14,108/g)?.length).to.equal(10);
    expect(waysThrough(places.slice(0, 1))).to.deep.equal([wayTo({ lat: 14, lng: 108 })]);
    expect(waysThrough([])).to.deep.equal([]);
  });
});

type Change = Partial<Pick<WorkItem, 'errand' | 'assignee'>>;

const item = (id: string, boxes: readonly (readonly [string, Point | null])[], change: Change) =>
  ({
    id: IncidentId.parse(id),
    errand: 'visit',
    assignee: null,
    boxes: boxes.map(([name, position]) => ({ id: DeviceId.parse(name), name, position })),
    ...change,
  }) as unknown as WorkItem;

describe('dashboard/stops', () => {
  const other = { id: UserId.parse('usr-tam'), name: 'Tâm' };
  const work = daysWorkOf(
    [
      item('inc-1', [['loa-mau-1', HERE]], {}),
      item(
        'inc-2',
        [
          ['loa-mau-1', HERE],
          ['loa-mau-2', null],
        ],
        { assignee: { id: ME, name: 'tôi' } },
      ),
      item('inc-3', [['loa-mau-3', HERE]], { assignee: other }),
      item('inc-4', [['loa-mau-4', HERE]], { errand: 'call' }),
      item('inc-5', [['loa-mau-5', HERE]], { errand: 'desk', assignee: other }),
    ],
    ME,
  );

  it('are the boxes to go to that nobody else has taken, each once', () => {
    expect(work.stops.map(({ box, item: of }) => [box.id, of.id])).to.deep.equal([
      ['loa-mau-1', 'inc-1'],
    ]);
    expect(work.others).to.equal(1);
  });

  it('stand apart where their place is not known, and so does what is done without going', () => {
    expect(work.unplaced.map(({ box }) => box.id)).to.deep.equal(['loa-mau-2']);
    expect(work.desk.map(({ id }) => id)).to.deep.equal(['inc-4', 'inc-5']);
  });
});
