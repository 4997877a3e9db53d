import { Alert, Button, Card, Flex, Table, Typography } from 'antd';
import { useAnswerEnrolment, useEnrolments } from '../../api/live';
import type { Enrolment } from '../../api/live-types';
import { useMay } from '../../api/session';
import { useTexts } from '../../i18n';
import { Since } from '../../ui/Moment';
import { useDanger } from '../../ui/tell';

/** Nodes that wait to be let in. Nothing is shown while there is none. */
export function Enrolments() {
    const { t } = useTexts();
    const may = useMay();
    const danger = useDanger();
    const enrolments = useEnrolments();
    const answer = useAnswerEnrolment();
    const waiting = enrolments.data ?? [];
    if (waiting.length === 0) return null;
    const give = (enrolment: Enrolment, word: 'approve' | 'reject') =>
        danger({
            title: t(`enrolment.${word}.title`, { nid: String(enrolment.nid) }),
            what: t(`enrolment.${word}.what`, { fingerprint: enrolment.fingerprint }),
            word: t(`enrolment.${word}`),
            harmless: word === 'approve',
            act: () => answer.mutateAsync({ enrolment, answer: word }),
            done: t(`enrolment.${word}.done`),
        });
    return (
        <Card className="below" title={t('enrolment.title')}>
            <Alert className="below" type="info" showIcon title={t('enrolment.note')} />
            <Table
                size="small"
                rowKey={(enrolment) => `${enrolment.nid}/${enrolment.fingerprint}`}
                pagination={false}
                scroll={{ x: 'max-content' }}
                dataSource={waiting}
                columns={[
                    { title: 'nid', dataIndex: 'nid' },
                    {
                        title: t('endpoint.host'),
                        render: (_, one) => `${one.host ?? '–'} (${one.address ?? '–'})`,
                    },
                    { title: t('node.version'), dataIndex: 'version' },
                    {
                        title: t('enrolment.fingerprint'),
                        render: (_, one) => (
                            <Typography.Text code copyable className="break">
                                {one.fingerprint}
                            </Typography.Text>
                        ),
                    },
                    { title: t('field.since'), render: (_, one) => <Since at={one.since} /> },
                    {
                        title: t('enrolment.known'),
                        render: (_, one) => t(one.known ? 'option.yes' : 'option.no'),
                    },
                    ...(may.administer
                        ? [
                              {
                                  title: t('field.acts'),
                                  render: (_: unknown, one: Enrolment) => (
                                      <Flex gap={4}>
                                          <Button
                                              size="small"
                                              type="primary"
                                              onClick={() => give(one, 'approve')}
                                          >
                                              {t('enrolment.approve')}
                                          </Button>
                                          <Button size="small" danger onClick={() => give(one, 'reject')}>
                                              {t('enrolment.reject')}
                                          </Button>
                                      </Flex>
                                  ),
                              },
                          ]
                        : []),
                ]}
            />
        </Card>
    );
}
