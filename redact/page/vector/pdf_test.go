package vector

import (
	"bytes"
	"fmt"
)

// pdfOf writes objects as the engine does.
func pdfOf(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\r\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\r\n%s\r\nendobj\r\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\r\n0 %d\r\n0000000000 65535 f\r\n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n\r\n", at)
	}
	fmt.Fprintf(&b, "trailer\r\n<<\r\n/Root 1 0 R\r\n/Size %d>>\r\nstartxref\r\n%d\r\n%%%%EOF\r\n", len(objects)+1, start)
	return b.Bytes()
}

// streamOf is a stream.
func streamOf(dict, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\r\n%s\r\nendstream", dict, len(content), content)
}

// smallTrueType is a program of three shapes, of which the second stands for
// A and the third is made of the second.
func smallTrueType() []byte {
	simple := append(join([]int{1, 0, 0, 100, 100, 1, 0}), 1, 1, 0, 0, 0, 100, 0, 0, 0, 100)
	made := append(join([]int{0xFFFF, 0, 0, 100, 100, 0, 1}), 0, 0)
	glyf := append(append([]byte{}, simple...), made...)
	head := make([]byte, 54)
	be.PutUint32(head, 0x00010000)
	be.PutUint32(head[12:], 0x5F0F3CF5)
	be.PutUint16(head[18:], 1000)
	hhea := make([]byte, 36)
	be.PutUint16(hhea[34:], 3)
	maxp := make([]byte, 32)
	be.PutUint32(maxp, 0x00010000)
	be.PutUint16(maxp[4:], 3)
	table := charTable{3, 1, map[int]int{'A': 1, 'B': 2}}
	return sfnt(map[string][]byte{
		"glyf": glyf, "head": head, "hhea": hhea, "maxp": maxp, "hmtx": join([]int{500, 0, 600, 1, 700, 2}),
		"loca": join([]int{0, 0, len(simple) / 2, len(glyf) / 2}), "cmap": writeCharTables([]charTable{table}),
		"name": []byte("by Petra Sample"),
	})
}
