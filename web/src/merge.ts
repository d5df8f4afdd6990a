// SPDX-License-Identifier: EUPL-1.2
// JSON Merge Patch (RFC 7396). Never changes its arguments: what a patch does not touch is shared with the old value,
// so that a part of the screen whose data is the same object need not be drawn again.

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: { [key: string]: unknown } = isObject(target) ? { ...target } : {};
  for (const key of Object.keys(patch)) {
    const value = patch[key];
    if (value === null) {
      delete result[key];
    } else {
      // A key named __proto__ would be swallowed by plain assignment.
      Object.defineProperty(result, key, {
        value: mergePatch(Object.hasOwn(result, key) ? result[key] : undefined, value),
        writable: true, enumerable: true, configurable: true,
      });
    }
  }
  return result;
}
