/** The peer of benchmarks/builder.py: a bare React Flow page, as its authors would write it, with as many cards. */

import { Background, Handle, Position, ReactFlow, applyNodeChanges } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { memo, useState } from "react";
import { createRoot } from "react-dom/client";

const Card = memo(({ id }) => (
  <div className="card">
    <Handle type="target" position={Position.Left} />
    {id}
    <Handle type="source" position={Position.Right} />
  </div>
));
const CARDS = { card: Card };

function Page({ steps }) {
  const [nodes, setNodes] = useState(() =>
    Array.from({ length: steps }, (_, at) => ({
      id: `s${at}`,
      type: "card",
      position: { x: Math.floor(at / 25) * 360, y: (at % 25) * 120 },
      data: {},
      width: 264,
      height: 60,
    })),
  );
  const [edges] = useState(() => nodes.slice(1).map(({ id }, at) => ({ id: `e${at}`, source: `s${at}`, target: id })));
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={CARDS}
      onNodesChange={(changes) => setNodes((before) => applyNodeChanges(changes, before))}
      onlyRenderVisibleElements
      panOnScroll
      minZoom={0.05}
      defaultViewport={{ x: 300, y: 120, zoom: 1 }}
    >
      <Background />
    </ReactFlow>
  );
}

const root = createRoot(document.getElementById("root"));
window.mount = (steps) => root.render(<Page steps={steps} />);
