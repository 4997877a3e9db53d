import { describe, expect, it } from 'vitest';
import type { Attention } from '../../api/live-types';
import { translate } from '../../i18n';
import type { Translate } from '../../i18n';
import { worded } from './attention-words';

const zh: Translate = (key, values) => translate('zh', key, values);
const en: Translate = (key, values) => translate('en', key, values);

const HELD: Attention = {
    severity: 'warning',
    kind: 'pipeline',
    name: 'shop/a',
    what: 'changes of 3 tables are kept back, the first: shop.t: refused',
    remedy: "Look at the pipeline's page for each table and its cure.",
    matter: 'tables-held',
    facts: ['3', 'shop.t: refused'],
};

describe('what needs attention', () => {
    it('is told in the language of the reader', () => {
        expect(worded(HELD, zh)).toEqual({
            what: '有 3 张表的变更被暂留，第一张：shop.t: refused',
            remedy: '请在该 Pipeline 的页面查看每张表及其处理办法。',
            worded: true,
        });
        expect(worded(HELD, en).what).toBe('Changes of 3 tables are kept back, the first: shop.t: refused');
    });

    it('keeps its code', () => {
        const absent: Attention = { ...HELD, code: 'OTR-4112', matter: 'node-absent', facts: [] };

        expect(worded(absent, zh)).toEqual({
            code: 'OTR-4112',
            what: '节点不在线',
            remedy: '请启动该节点，或查看其日志了解为何未连接。',
            worded: true,
        });
    });

    it('ends where nothing more was told', () => {
        const paused: Attention = { ...HELD, matter: 'paused', facts: ['anna', ''] };

        expect(worded(paused, en).what).toBe('Paused by anna.');
    });

    it('is as the manager says where there are no words for it', () => {
        const other: Attention = { severity: 'error', kind: 'node', name: 'n1', what: 'it is gone' };
        const newer = { ...HELD, matter: 'of a newer manager' } as unknown as Attention;

        expect(worded(other, zh)).toBe(other);
        expect(worded(newer, zh)).toBe(newer);
    });
});
