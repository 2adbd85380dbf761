/**
 * Places that wait — nơi đặt đang chờ người thứ hai.
 *
 * Speakers of the area about which somebody says that more may sound there. Each is decided on its own
 * page, where its effect stands beside the buttons.
 */
import type { SoundRules } from '@loaso/shared/wire/http/sound-rules';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';

type Props = { readonly asked: SoundRules['placesAsked'] };

export function PlacesAsked({ asked }: Props): JSX.Element | null {
  const { t, fmt } = useWords();
  if (asked.length === 0) return null;
  const n = fmt.number(asked.length);
  return (
    <Notice tone="warn" title={t('hours.place.waiting', { n })} testId="places-asked" still>
      <ul className="plain-list stack-sm">
        {asked.map(({ id, name, areaName, from, to, by, at }) => (
          <li key={id}>
            <Link to="/cum-loa/$deviceId" params={{ deviceId: id }}>
              {t('hours.boxes.one', { name, area: areaName })}
            </Link>
            <p className="small">
              {t('hours.place.asked.who', {
                name: by,
                when: fmt.dateTime(at),
                from: t(`hours.place.kind.${from}`),
                to: t(`hours.place.kind.${to}`),
              })}
            </p>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
