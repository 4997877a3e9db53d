import { Breadcrumb, Flex, Typography } from 'antd';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface Props {
    title: string;
    /** Ways back, outermost first. */
    trail?: { title: string; to: string }[];
    note?: ReactNode;
    actions?: ReactNode;
}

export function PageHead({ title, trail, note, actions }: Props) {
    useEffect(() => {
        document.title = `${title} · Otter`;
    }, [title]);
    return (
        <header className="page-head">
            {trail && (
                <Breadcrumb
                    items={[
                        ...trail.map((step) => ({ title: <Link to={step.to}>{step.title}</Link> })),
                        { title },
                    ]}
                />
            )}
            <Flex justify="space-between" align="center" gap={16} wrap>
                <div>
                    <Typography.Title level={1} className="page-title">
                        {title}
                    </Typography.Title>
                    {note && <Typography.Text type="secondary">{note}</Typography.Text>}
                </div>
                {actions && (
                    <Flex gap={8} wrap>
                        {actions}
                    </Flex>
                )}
            </Flex>
        </header>
    );
}
