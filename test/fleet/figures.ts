/**
 * Figures of a virtual fleet — số liệu của đội loa ảo.
 *
 * What the agents themselves hold and have done, summed; one line for a person while it runs.
 */
export type Figures = {
  /** On line at this moment. */
  readonly connected: number;
  /** Hold an accepted plan. */
  readonly plans: number;
  readonly completed: number;
  readonly interrupted: number;
  readonly missed: number;
  /** Records for which the server has not vouched yet. */
  readonly unconfirmed: number;
  /** Of the processes that play the boxes, resident. */
  readonly memoryMb: number;
  /** Warnings and errors in the logs of the agents, by event. */
  readonly errors: Readonly<Record<string, number>>;
};

export const NO_FIGURES: Figures = {
  connected: 0,
  plans: 0,
  completed: 0,
  interrupted: 0,
  missed: 0,
  unconfirmed: 0,
  memoryMb: 0,
  errors: {},
};

const SUMS = [
  'connected',
  'plans',
  'completed',
  'interrupted',
  'missed',
  'unconfirmed',
  'memoryMb',
] as const;

export function sumOf(parts: readonly Figures[]): Figures {
  const total = { ...NO_FIGURES, errors: {} as Record<string, number> };
  for (const part of parts) {
    for (const name of SUMS) total[name] += part[name];
    for (const [event, times] of Object.entries(part.errors)) {
      total.errors[event] = (total.errors[event] ?? 0) + times;
    }
  }
  return total;
}

export function inWords(boxes: number, figures: Figures): string {
  const { connected, plans, completed, interrupted, missed, unconfirmed, errors } = figures;
  const faults = Object.values(errors).reduce((sum, times) => sum + times, 0);
  return [
    `${connected}/${boxes} nối`,
    `${plans} có kế hoạch`,
    `${completed} lượt phát trọn, ${interrupted} cắt ngang, ${missed} lỡ`,
    `${unconfirmed} chờ xác nhận`,
    `${faults} cảnh báo`,
  ].join(' · ');
}
