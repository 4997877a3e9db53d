import type { MessageKey } from '..';
import { flow } from './flow';
import { mapping } from './mapping';
import { operation } from './operation';
import { pipeline } from './pipeline';
import { room } from './room';
import { shared } from './shared';

/** All texts in Chinese, with the words that users of Otter know. */
export const zh: Record<MessageKey, string> = {
    ...flow,
    ...mapping,
    ...operation,
    ...pipeline,
    ...room,
    ...shared,
};
