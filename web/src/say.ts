// SPDX-License-Identifier: EUPL-1.2
// One polite live region for the whole page: what happened, in a sentence.
import { signal } from '@preact/signals';

export const said = signal('');

export function say(sentence: string): void {
  // The same sentence twice is news as well: a no-break space makes it another text.
  said.value = said.value === sentence ? `${sentence}\u00a0` : sentence;
}
