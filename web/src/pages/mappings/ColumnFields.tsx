import { Button, Flex, Form, Input, Radio, Select } from 'antd';
import type { TrialAnswer } from '../../api/types';
import { problemsAt } from '../../domain/trial';
import type { Mapping } from '../../domain/mapping';
import { useTexts } from '../../i18n';
import { AtPlace } from './AtPlace';
import { ColumnEditor } from './ColumnEditor';

/** Which columns are sent, and under which names. */
export function ColumnFields({ answer }: { answer: TrialAnswer | undefined }) {
    const { t } = useTexts();
    const mode = Form.useWatch<Mapping['mode']>('mode') ?? 'all';
    return (
        <>
            <Form.Item name="mode" label={t('mapping.columns')}>
                <Radio.Group
                    optionType="button"
                    options={(['all', 'include', 'exclude'] as const).map((value) => ({
                        value,
                        label: t(`mapping.mode.${value}`),
                    }))}
                />
            </Form.Item>
            {mode === 'include' && (
                <Form.Item name="include" rules={[{ required: true, message: t('form.needed') }]}>
                    <ColumnEditor />
                </Form.Item>
            )}
            {mode === 'exclude' && (
                <Form.Item
                    name="exclude"
                    label={t('mapping.exclude')}
                    rules={[{ required: true, message: t('form.needed') }]}
                >
                    <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ' ']} />
                </Form.Item>
            )}
            {mode !== 'include' && <Renamed />}
            <AtPlace problems={problemsAt(answer, 'columns')} />
        </>
    );
}

/** Columns that have another name on the target. */
function Renamed() {
    const { t } = useTexts();
    const needed = [{ required: true, message: t('form.needed') }];
    return (
        <Form.Item label={t('mapping.rename')} extra={t('mapping.rename.hint')}>
            <Form.List name="rename">
                {(fields, { add, remove }) => (
                    <div className="stack">
                        {fields.map(({ key, name }) => (
                            <Flex key={key} gap={8} align="start">
                                <Form.Item name={[name, 'source']} rules={needed} className="grow">
                                    <Input
                                        placeholder={t('mapping.column.source')}
                                        aria-label={t('mapping.column.source')}
                                    />
                                </Form.Item>
                                <span aria-hidden className="arrow">
                                    →
                                </span>
                                <Form.Item name={[name, 'target']} rules={needed} className="grow">
                                    <Input
                                        placeholder={t('mapping.column.target')}
                                        aria-label={t('mapping.column.target')}
                                    />
                                </Form.Item>
                                <Button onClick={() => remove(name)}>{t('do.delete')}</Button>
                            </Flex>
                        ))}
                        <div>
                            <Button type="dashed" onClick={() => add({ source: '', target: '' })}>
                                {t('mapping.rename.add')}
                            </Button>
                        </div>
                    </div>
                )}
            </Form.List>
        </Form.Item>
    );
}
