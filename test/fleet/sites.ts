/**
 * What boxes of a virtual fleet hang on — nhà mạng và lộ điện của đội loa ảo.
 *
 * Every third box has its SIM from one operator; neighbours share a power line. Entered into the register
 * as a technician does, so that the server can see what those have in common that fall silent.
 */
import { call, type Session } from '../../deploy/demo/client.js';

const OPERATORS = ['Viettel', 'Vinaphone', 'MobiFone'] as const;
const POWER_LINES = ['Lộ 471', 'Lộ 473', 'Lộ 475'] as const;
/** What a fault takes. */
const FAILING_OPERATOR = OPERATORS[0];

/** By the place in the list of all boxes. */
const operatorAt = (index: number): string => OPERATORS[index % OPERATORS.length] ?? '';
export const onFailingOperator = (index: number): boolean => operatorAt(index) === FAILING_OPERATOR;

/** Of neighbours: as many equal parts of the list as there are lines, the first of which fails. */
export const POWER_PARTS = POWER_LINES.length;

type Report = { readonly taken: number; readonly faultsTotal: number };

/** @param ids of boxes, neighbours together */
export async function registerSites(technician: Session, ids: readonly string[]): Promise<void> {
  const part = Math.ceil(ids.length / POWER_PARTS);
  const rows = ids.map((id, index) =>
    [id, 2, 25, 8, operatorAt(index), POWER_LINES[Math.floor(index / part)]].join(';'),
  );
  const head = 'Mã cụm;Số loa;Công suất mỗi loa (W);Độ cao (m);Nhà mạng;Lộ điện';
  const text = [head, ...rows].join('\r\n');
  const wish = { text, mode: 'take' };
  const { faultsTotal } = await call<Report>(technician, 'POST', '/api/registry/clusters', wish);
  if (faultsTotal > 0) throw new Error(`the register refused ${faultsTotal} of its rows`);
}
