package vector

import (
	"crypto/sha256"
	"errors"
	"fmt"

	"sarsen/redact/page/rebuild"
)

var errResource = errors.New("a resource is missing")

// names are the resources that content uses, with names of ours.
type names struct {
	p     *painter
	kinds dict // of dict: by category, by name
	of    map[[32]byte]name
}

func newNames(p *painter) *names { return &names{p: p, kinds: dict{}, of: map[[32]byte]name{}} }

// add returns the name of a resource, the same for the same one.
func (n *names) add(category, prefix name, v any) name {
	key := n.p.digest(array{category, v})
	if had, ok := n.of[key]; ok {
		return had
	}
	kind, _ := n.kinds[category].(dict)
	if kind == nil {
		kind = dict{}
		n.kinds[category] = kind
	}
	called := name(fmt.Sprintf("%s%d", prefix, len(kind)+1))
	kind[called] = v
	n.of[key] = called
	return called
}

// digest is the same for values that are written in the same way.
func (p *painter) digest(v any) [32]byte {
	h := sha256.New()
	for _, part := range encode(nil, v) {
		switch part := part.(type) {
		case string:
			fmt.Fprintf(h, "%d:%s", len(part), part)
		case *rebuild.Object:
			d := p.objectDigest(part)
			h.Write(d[:])
		}
	}
	return [32]byte(h.Sum(nil))
}

func (p *painter) objectDigest(o *rebuild.Object) [32]byte {
	if d, ok := p.digests[o]; ok {
		return d
	}
	h := sha256.New()
	h.Write([]byte(o.Key))
	for _, part := range o.Body {
		switch part := part.(type) {
		case string:
			fmt.Fprintf(h, "%d:%s", len(part), part)
		case *rebuild.Object:
			d := p.objectDigest(part)
			h.Write(d[:])
		}
	}
	h.Write(o.Stream)
	d := [32]byte(h.Sum(nil))
	p.digests[o] = d
	return d
}

// once makes what the document calls n in a category the first time that the
// content names it.
func once[T any](c *canvas, category, n name, fresh func() (T, error)) (T, error) {
	if had, ok := c.met[[2]name{category, n}].(T); ok {
		return had, nil
	}
	v, err := fresh()
	if err == nil {
		if c.met == nil {
			c.met = map[[2]name]any{}
		}
		c.met[[2]name{category, n}] = v
	}
	return v, err
}

// entry returns what the document calls n in a category, as it stands there.
func (c *canvas) entry(category name, n any) (any, error) {
	key, ok := n.(name)
	if !ok {
		return nil, errOperands
	}
	kind, err := c.p.dict(c.res[category])
	if err != nil {
		return nil, err
	}
	v, ok := kind[key]
	if !ok {
		return nil, fmt.Errorf("%w: %s", errResource, category)
	}
	return v, nil
}

// resource returns what the document calls n in a category, resolved.
func (c *canvas) resource(category name, n any) (any, error) {
	v, err := c.entry(category, n)
	if err != nil {
		return nil, err
	}
	v, err = c.p.resolve(v)
	if err == nil && v == nil {
		err = fmt.Errorf("%w: %s", errResource, category)
	}
	return v, err
}
