/**
 * Metrics — số đo vận hành (Prometheus).
 *
 * Process figures, requests by route and status, and gauges that the caller fills at each scrape.
 * No label ever holds a person, a box or free text: cardinality stays bounded.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the product reports about itself at a scrape. */
export type Gauges = () => Promise<Readonly<Record<string, number>>>;

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
  return {
    observe: (route, status, took) =>
      seconds.observe({ route, status: `${Math.floor(status / 100)}xx` }, took),
    count: (event) => events.inc({ event }),
    text: async () => {
      for (const [name, value] of Object.entries(await gauges())) state.set({ name }, value);
      return { body: await registry.metrics(), type: registry.contentType };
    },
  };
}
