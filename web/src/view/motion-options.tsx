// SPDX-License-Identifier: EUPL-1.2
// The clauses of a draft that can be switched on and off.
import { t, tx } from '../i18n/index.js';
import { sorted, size } from '../order.js';
import type { Dict, Named } from '../types.js';
import { Check } from './parts.js';

export function OptionChecks({ options, value, onSet }: {
  options: Dict<Named> | undefined; value: Dict<boolean>; onSet: (value: Dict<boolean>) => void;
}) {
  if (size(options) === 0) return null;
  return (
    <fieldset class="radios">
      <legend>{t().motionOptions}</legend>
      {sorted(options).map((option) => (
        <Check key={option.id} label={tx(option.name)} on={value[option.id] === true} onSet={(on) => onSet({ ...value, [option.id]: on })} />
      ))}
    </fieldset>
  );
}
