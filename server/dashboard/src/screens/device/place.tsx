/**
 * Where a speaker stands — nơi đặt cụm loa.
 *
 * What is near it, for the rules that permit less sound there; who keeps the register may change it.
 */
import { PlaceKind } from '@loaso/shared/place-kind';
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';
import { Button, NativeSelect } from '@mantine/core';
import { type JSX, useState } from 'react';
import { setPlaceKind } from '../../api/sound-rules.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { toast } from '../../parts/toast.js';
import { useDeed } from '../../parts/use-deed.js';

type Props = { readonly device: DeviceDetail };

export function Place({ device }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  return (
    <Section title={t('hours.place.here')} testId="place">
      {may.install(me.role) && device.state !== 'revoked' ? (
        <Change device={device} />
      ) : (
        <p>{t(`hours.place.kind.${device.placeKind}`)}</p>
      )}
    </Section>
  );
}

function Change({ device }: Props): JSX.Element {
  const { t } = useWords();
  /** Null until somebody chooses: then what is kept shows, whoever changes it. */
  const [chosen, setChosen] = useState<PlaceKind | null>(null);
  const kind = chosen ?? device.placeKind;
  const deed = useDeed({
    run: (wanted: PlaceKind) => setPlaceKind(device.id, wanted),
    renews: ['device', 'sound-rules', 'week-ahead', 'audit'],
    after: ({ waits }) => {
      toast(t(waits ? 'hours.place.asked.sent' : 'hours.place.changed'));
      setChosen(null);
    },
  });
  return (
    <div className="stack-sm">
      <NativeSelect
        aria-label={t('hours.place.which')}
        description={t('hours.place.hereHint')}
        value={kind}
        onChange={({ currentTarget }) => setChosen(PlaceKind.parse(currentTarget.value))}
        data={PlaceKind.options.map((value) => ({ value, label: t(`hours.place.kind.${value}`) }))}
      />
      {kind === device.placeKind && (chosen === null || device.placeAsked === null) ? null : (
        <Button variant="default" loading={deed.isPending} onClick={() => deed.mutate(kind)}>
          {t('hours.place.change')}
        </Button>
      )}
      <ProblemNotice error={deed.error} />
    </div>
  );
}
