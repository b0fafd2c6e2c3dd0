package vector

import (
	"bytes"
	"errors"
	"fmt"

	"sarsen/redact/page/rebuild"
)

var errTree = errors.New("tree of pages not understood")

// A painter writes one page anew.
type painter struct {
	*file

	table     map[word]operator
	whole     bool
	scene     scene
	operators int
	images    map[*stream]*rebuild.Object
	digests   map[*rebuild.Object][32]byte
	met       map[ref]*font
}

// Read takes the one page of a document as pdfium.Document.Copy wrote it, and
// writes it anew. Whole says that nothing of the document is withheld, so that
// fonts may come along which cannot be cut down to what the page uses. An
// error says why the page must become a picture; it holds no text of the
// document.
func Read(data []byte, whole bool) (*rebuild.Drawing, error) {
	f, err := open(data)
	if err != nil {
		return nil, err
	}
	p := &painter{
		file: f, table: operators(), whole: whole, images: map[*stream]*rebuild.Object{}, digests: map[*rebuild.Object][32]byte{}, met: map[ref]*font{},
	}
	root, err := f.dict(f.root)
	if err != nil {
		return nil, fmt.Errorf("read pages: %w", err)
	}
	page, err := p.first(root["Pages"], dict{}, 0)
	if err != nil {
		return nil, fmt.Errorf("read pages: %w", err)
	}
	d, err := p.drawing(page)
	if err != nil {
		return nil, err
	}
	return d, nil
}

// inherited are the entries that pages take from above them.
var inherited = []name{"Resources", "MediaBox", "CropBox", "Rotate"}

// first returns the one page below a node of the tree.
func (p *painter) first(v any, above dict, depth int) (dict, error) {
	d, err := p.dict(v)
	if err != nil || depth > maxNested {
		return nil, errTree
	}
	here := dict{}
	for _, k := range inherited {
		if here[k] = d[k]; here[k] == nil {
			here[k] = above[k]
		}
	}
	kind, err := p.resolve(d["Type"])
	if err != nil {
		return nil, err
	}
	if kind != name("Pages") {
		for _, k := range []name{"Contents", "Group", "UserUnit"} {
			here[k] = d[k]
		}
		return here, nil
	}
	kids, err := p.resolve(d["Kids"])
	list, ok := kids.(array)
	if err != nil || !ok || len(list) != 1 {
		return nil, errTree
	}
	return p.first(list[0], here, depth+1)
}

func (p *painter) drawing(d dict) (*rebuild.Drawing, error) {
	box, turn, err := p.frame(d)
	if err != nil {
		return nil, fmt.Errorf("frame: %w", err)
	}
	res, err := p.dict(d["Resources"])
	if err != nil {
		return nil, fmt.Errorf("resources: %w", err)
	}
	data, err := p.contents(d["Contents"])
	if err != nil {
		return nil, fmt.Errorf("contents: %w", err)
	}
	c := &canvas{p: p, seen: true, res: res, names: newNames(p), st: firstState(identity, box), path: newPath()}
	if err := c.run(data); err != nil {
		return nil, err
	}
	out := &rebuild.Drawing{Turn: turn, Content: c.out.Bytes(), Resources: c.names.parts()}
	out.Box = [4]float64{box.left, box.below, box.right, box.above}
	if g, err := p.pick(d, rules{"Group": group}); err != nil {
		return nil, err
	} else if g["Group"] != nil {
		out.Group = encode(nil, g["Group"])
	}
	return out, nil
}

// frame is the part of the page that is shown, and how it is turned.
func (p *painter) frame(d dict) (rect, int, error) {
	box := rect{0, 0, 612, 792}
	for i, key := range []name{"MediaBox", "CropBox"} {
		v, err := p.deep(d[key])
		if err != nil {
			return box, 0, err
		}
		if v == nil {
			continue
		}
		sides, err := floats(v, 4, 4)
		if err != nil {
			return box, 0, err
		}
		if b := boxOf(sides); i == 0 {
			box = b
		} else {
			box = box.common(b)
		}
	}
	if u, err := p.resolve(d["UserUnit"]); err != nil || u != nil && u != 1.0 {
		return box, 0, errValue
	}
	if box.area() <= 0 || max(box.width(), box.height()) > maxSide {
		return box, 0, errValue
	}
	v, err := p.resolve(d["Rotate"])
	if err != nil || v == nil {
		return box, 0, err
	}
	turn, err := whole(v, -3600, 3600)
	if err != nil || turn%90 != 0 {
		return box, 0, errValue
	}
	return box, (turn%360 + 360) % 360, nil
}

// contents joins the pieces of a page's content.
func (p *painter) contents(v any) ([]byte, error) {
	v, err := p.resolve(v)
	if err != nil {
		return nil, err
	}
	list, ok := v.(array)
	if !ok {
		list = array{v}
	}
	var out bytes.Buffer
	for _, e := range list {
		e, err := p.resolve(e)
		if err != nil {
			return nil, err
		}
		if e == nil {
			continue
		}
		s, ok := e.(*stream)
		if !ok {
			return nil, errValue
		}
		data, err := p.unpack(s)
		if err != nil {
			return nil, err
		}
		if out.Len()+len(data) > maxStream {
			return nil, errLarge
		}
		out.Write(data)
		out.WriteByte('\n')
	}
	return out.Bytes(), nil
}

// parts are the resources as a page's dictionary holds them.
func (n *names) parts() map[string]map[string][]any {
	out := map[string]map[string][]any{}
	for category, v := range n.kinds {
		kind, _ := v.(dict)
		of := map[string][]any{}
		for called, v := range kind {
			of[string(called)] = encode(nil, v)
		}
		out[string(category)] = of
	}
	return out
}
