/**
 * Boxes by step — từng cụm đang ở bước nào.
 *
 * A filter with counts, a search, and one row a box with its sentence: for whatever goes out to many
 * boxes. A province is shown in pieces.
 */
import type { DeviceId } from '@loaso/shared/ids';
import { Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type JSX, useState } from 'react';
import { useWords } from '../i18n/use-words.js';
import { finds } from './fold.js';
import type { IconName } from './icon.js';
import { Section } from './page.js';
import { Pill, type Tone } from './pill.js';
import { SearchField } from './search-field.js';
import './boxes-by-step.css';

const PIECE = 60;

export type BoxLine<Step extends string> = {
  readonly deviceId: DeviceId;
  readonly name: string;
  readonly areaName: string;
  readonly words: { readonly vi: string; readonly en: string };
  readonly step: Step;
  /** Small print under the sentence. */
  readonly facts: string | null;
};

type Props<Step extends string> = {
  readonly testId: string;
  readonly boxes: readonly BoxLine<Step>[];
  readonly total: number;
  readonly counts: Readonly<Record<Step, number>>;
  /** In the order of the filter. */
  readonly looks: Readonly<Record<Step, readonly [Tone, IconName]>>;
  readonly nameOf: (step: Step) => string;
};

export function BoxesByStep<Step extends string>(props: Props<Step>): JSX.Element {
  const { t } = useWords();
  const [step, setStep] = useState<Step | null>(null);
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(PIECE);
  const matching = props.boxes.filter(
    (box) => (step === null || box.step === step) && finds(search, box.name, box.areaName),
  );
  return (
    <Section title={t('words.boxes.title')} testId={props.testId}>
      <div className="row">
        <StepFilter {...props} value={step} onChange={setStep} />
        <SearchField label={t('words.boxes.search')} value={search} onChange={setSearch} />
      </div>
      {matching.length === 0 ? <p className="muted">{t('words.boxes.none')}</p> : null}
      <ul className="plain-list rows">
        {matching.slice(0, shown).map((box) => (
          <BoxRow
            key={box.deviceId}
            box={box}
            look={props.looks[box.step]}
            name={props.nameOf(box.step)}
          />
        ))}
      </ul>
      {matching.length > shown ? (
        <Button variant="default" onClick={() => setShown(shown + PIECE)}>
          {t('words.boxes.more')}
        </Button>
      ) : null}
    </Section>
  );
}

type FilterProps<Step extends string> = Props<Step> & {
  readonly value: Step | null;
  readonly onChange: (value: Step | null) => void;
};

function StepFilter<Step extends string>(props: FilterProps<Step>): JSX.Element {
  const { t, fmt } = useWords();
  const { counts, looks, nameOf, total, value, onChange } = props;
  const there = (Object.keys(looks) as Step[]).filter((one) => counts[one] > 0);
  return (
    <NativeSelect
      aria-label={t('words.boxes.filter')}
      value={value ?? ''}
      onChange={(event) => {
        const next = event.currentTarget.value;
        onChange(there.find((one) => one === next) ?? null);
      }}
      data={[
        { value: '', label: t('words.boxes.all', { n: fmt.number(total) }) },
        ...there.map((one) => ({
          value: one,
          label: t('words.boxes.one', { name: nameOf(one), n: fmt.number(counts[one]) }),
        })),
      ]}
    />
  );
}

type RowProps = {
  readonly box: BoxLine<string>;
  readonly look: readonly [Tone, IconName];
  readonly name: string;
};

function BoxRow({ box, look: [tone, icon], name }: RowProps): JSX.Element {
  const { pick } = useWords();
  return (
    <li className="step-box" data-testid="step-box" data-step={box.step}>
      <div className="stack-sm">
        <Link to="/cum-loa/$deviceId" params={{ deviceId: box.deviceId }} className="strong">
          {box.name}
        </Link>
        <span className="small muted">{box.areaName}</span>
      </div>
      <div className="stack-sm">
        <p className="small">{pick(box.words)}</p>
        {box.facts === null ? null : <p className="small muted">{box.facts}</p>}
      </div>
      <Pill tone={tone} icon={icon}>
        {name}
      </Pill>
    </li>
  );
}
