/**
 * Metrics — số đo vận hành (Prometheus).
 *
 * Process figures, requests by route and status, and gauges that the caller fills at each scrape.
 * No label ever holds a person, a box or free text: cardinality stays bounded.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the product reports about itself at a scrape. */
export type Gauges = () => Promise<{
  readonly state: Readonly<Record<string, number>>;
  /** Boxes by light and colour. */
  readonly lights: readonly Labelled<'light' | 'colour'>[];
  /** Open incidents by cause. */
  readonly incidents: readonly Labelled<'cause'>[];
  /** Airings of the last day by outcome. */
  readonly airings: readonly Labelled<'outcome'>[];
}>;

type Labelled<L extends string> = {
  readonly labels: Readonly<Record<L, string>>;
  readonly value: number;
};

export type Metrics = {
  observe(route: string, status: number, seconds: number): void;
  count(event: string): void;
  text(): Promise<{ body: string; type: string }>;
};

export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'loaso_' });
  const seconds = new Histogram({
    name: 'loaso_http_request_seconds',
    help: 'Time to answer, by route and status class',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const events = new Counter({
    name: 'loaso_events_total',
    help: 'Things that happened, by name',
    labelNames: ['event'],
    registers: [registry],
  });
  const state = new Gauge({
    name: 'loaso_state',
    help: 'Counts of the fleet and the day, by name',
    labelNames: ['name'],
    registers: [registry],
  });
  const families = familiesOf(registry);
  return {
    observe: (route, status, took) =>
      seconds.observe({ route, status: `${Math.floor(status / 100)}xx` }, took),
    count: (event) => events.inc({ event }),
    text: async () => {
      const told = await gauges();
      for (const [name, value] of Object.entries(told.state)) state.set({ name }, value);
      for (const family of FAMILIES) {
        for (const { labels, value } of told[family]) families[family].set(labels, value);
      }
      return { body: await registry.metrics(), type: registry.contentType };
    },
  };
}

const FAMILIES = ['lights', 'incidents', 'airings'] as const;

const familiesOf = (registry: Registry): Readonly<Record<(typeof FAMILIES)[number], Gauge>> => ({
  lights: new Gauge({
    name: 'loaso_lights',
    help: 'Enrolled boxes by light (reachable, ready, audible) and colour, as of the last watch round',
    labelNames: ['light', 'colour'],
    registers: [registry],
  }),
  incidents: new Gauge({
    name: 'loaso_incidents',
    help: 'Open incidents by cause, as of the last watch round',
    labelNames: ['cause'],
    registers: [registry],
  }),
  airings: new Gauge({
    name: 'loaso_airings',
    help: 'Airings that began in the last 24 hours and are over, by outcome; counted every 10 minutes',
    labelNames: ['outcome'],
    registers: [registry],
  }),
});
