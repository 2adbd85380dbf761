/**
 * Form of a data plan — ô đặt gói dữ liệu SIM.
 *
 * How many megabytes a month, and the day on which the operator renews them; or what the settings of the
 * box say. The same for one box and for all boxes of a plan.
 */
import { MONTH_DAY_MAX } from '@loaso/shared/data-month';
import { BUDGET_MB_MAX, BUDGET_MB_MIN, DataPlanWish } from '@loaso/shared/wire/data-plan';
import { Button, NumberInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { useWords } from '../i18n/use-words.js';

type Figure = number | string;

type Props = {
  /** What is set now; null for nothing. */
  readonly now: DataPlanWish | null;
  readonly busy: boolean;
  readonly onSet: (data: DataPlanWish | null) => void;
  readonly disabled?: boolean;
};

export function DataPlanForm({ now, busy, onSet, disabled = false }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const [mb, setMb] = useState<Figure>(now?.budgetMb ?? '');
  const [day, setDay] = useState<Figure>(now?.monthDay ?? 1);
  const wish = DataPlanWish.safeParse({ budgetMb: mb, monthDay: day });
  const bounds = { min: fmt.number(BUDGET_MB_MIN), max: fmt.number(BUDGET_MB_MAX) };
  return (
    <form
      className="stack-sm"
      data-testid="data-plan"
      onSubmit={(event) => {
        event.preventDefault();
        if (wish.success) onSet(wish.data);
      }}
    >
      <NumberInput
        label={t('fleet.data.planMb')}
        description={t('fleet.data.planMbNote', bounds)}
        value={mb}
        onChange={setMb}
        min={BUDGET_MB_MIN}
        max={BUDGET_MB_MAX}
        allowDecimal={false}
        suffix=" MB"
      />
      <NumberInput
        label={t('fleet.data.planDay')}
        description={t('fleet.data.planDayNote')}
        value={day}
        onChange={setDay}
        min={1}
        max={MONTH_DAY_MAX}
        allowDecimal={false}
      />
      <div className="command-row">
        <Button type="submit" loading={busy} disabled={disabled || !wish.success}>
          {t('fleet.data.planVerb')}
        </Button>
        <Button variant="default" disabled={busy || disabled} onClick={() => onSet(null)}>
          {t('fleet.data.planAsFile')}
        </Button>
      </div>
    </form>
  );
}
