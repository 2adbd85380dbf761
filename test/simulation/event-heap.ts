/**
 * Event heap — hàng đợi theo thời gian.
 *
 * What is to happen, by true time; things of one instant happen in the order in which they were
 * asked for. That order is the whole determinism of a run.
 */
type Due = { readonly at: number; readonly order: number; readonly run: () => void };

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

export class EventHeap {
  readonly #heap: Due[] = [];
  #order = 0;

  /** True time of the next event; infinite when there is none. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: number, run: () => void): void {
    const heap = this.#heap;
    const due = { at, order: this.#order, run };
    this.#order += 1;
    let place = heap.length;
    heap.push(due);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as Due;
      if (!before(due, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = due;
  }

  take(): Due | null {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(due: Due): void {
    const heap = this.#heap;
    const half = heap.length >> 1;
    let place = 0;
    while (place < half) {
      let child = 2 * place + 1;
      const right = heap[child + 1];
      if (right !== undefined && before(right, heap[child] as Due)) child += 1;
      const least = heap[child] as Due;
      if (!before(least, due)) break;
      heap[place] = least;
      place = child;
    }
    heap[place] = due;
  }
}
