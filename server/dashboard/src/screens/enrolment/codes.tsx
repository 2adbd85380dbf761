/**
 * Enrolment codes on paper — in mã đăng ký.
 *
 * For a selection of registered speakers one code each, to be taken along. Codes live on this page
 * alone: the server keeps their hashes.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { isTraining } from '@loaso/shared/training';
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { devicesQuery, makeEnrolmentCode } from '../../api/fleet.js';
import { useWords } from '../../i18n/use-words.js';
import { Empty, Page, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { ChooseBoxes } from './choose-boxes.js';
import { type Coded, Sheet } from './sheet.js';
import './codes.css';

type Asked = { readonly boxes: readonly DeviceSummary[]; readonly days: number };
const NOBODY: Asked = { boxes: [], days: 1 };

const byName = new Intl.Collator('vi', { numeric: true });

/** Registered and not installed; speakers to learn with get no code. */
const waitingOf = (devices: readonly DeviceSummary[]): DeviceSummary[] =>
  devices
    .filter(({ state, areaId }) => state === 'registered' && !isTraining(areaId))
    .sort((a, b) => byName.compare(a.areaName, b.areaName) || byName.compare(a.name, b.name));

export function CodesScreen(): JSX.Element {
  const { t } = useWords();
  const devices = useQuery(devicesQuery);
  return (
    <Page title={t('enrolment.sheet.title')} intro={t('enrolment.sheet.intro')}>
      <ProblemNotice error={devices.error} onRetry={devices.refetch} />
      {devices.isPending ? <Waiting /> : null}
      {devices.data === undefined ? null : <Codes waiting={waitingOf(devices.data)} />}
    </Page>
  );
}

function Codes({ waiting }: { readonly waiting: readonly DeviceSummary[] }): JSX.Element {
  const { t } = useWords();
  const [coded, setCoded] = useState<readonly Coded[]>([]);
  const [asked, setAsked] = useState(NOBODY);
  const make = useDeed({
    // One after another: what has come stays, whatever happens to the next.
    run: async ({ boxes, days }: Asked) => {
      for (const device of boxes) {
        const ticket = await makeEnrolmentCode(device.id, days);
        setCoded((before) => [...before, { device, ticket }]);
      }
    },
    renews: [],
  });
  const has = new Set<DeviceId>(coded.map(({ device }) => device.id));
  const left = asked.boxes.filter(({ id }) => !has.has(id));
  const begin = (wish: Asked): void => {
    setAsked(wish);
    make.mutate(wish);
  };
  if (coded.length > 0) {
    return (
      <Sheet
        coded={coded}
        left={left.length}
        busy={make.isPending}
        error={make.error}
        onGoOn={() => make.mutate({ ...asked, boxes: left })}
        onAgain={() => {
          setCoded([]);
          setAsked(NOBODY);
        }}
      />
    );
  }
  if (waiting.length === 0) {
    return (
      <div className="card">
        <Empty
          icon="check"
          title={t('enrolment.sheet.none')}
          body={t('enrolment.sheet.noneBody')}
        />
      </div>
    );
  }
  return (
    <ChooseBoxes
      waiting={waiting}
      busy={make.isPending}
      error={make.error}
      onChosen={(boxes, days) => begin({ boxes, days })}
    />
  );
}
