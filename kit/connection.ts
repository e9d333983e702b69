import { type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { countLimit, type Edge, type Page } from './page.ts';

@Directive('@shareable')
@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there are nodes after this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether this page was asked for with a cursor.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first node; null for an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last node, to be given as `after` for the next page.' })
  endCursor!: string | null;
}

/** The Relay connection and edge types of a node type, named `<name>Connection` and `<name>Edge`. */
export function connectionOf<Node extends object>(NodeType: ClassType<Node>, name: string): ClassType<Page<Node>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list.` })
  class NodeEdge implements Edge<Node> {
    @Field(() => NodeType)
    node!: Node;

    @Field(() => String, { description: 'Opaque position of this node in its list.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name} nodes.` })
  class Connection implements Page<Node> {
    @Field(() => [NodeEdge])
    edges!: NodeEdge[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    @Field(() => Int, { description: `Nodes in the whole list; counted only when selected, and no further than ${countLimit.toLocaleString('en')}.` })
    totalCount!: Promise<number>;
  }
  return Connection;
}
