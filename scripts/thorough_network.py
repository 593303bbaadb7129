"""MiniLM with the signs of each word, in PyTorch, for `train_thorough.py` only."""

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from geo.text.tagger import LABELS
from geo.text.thorough import SIGN_SIZES

WIDTH, HEADS, LAYERS, VOCABULARY, SIGN_WIDTH = 384, 12, 6, 30522, 64


class Layer(nn.Module):
    """One layer of BERT: attention, then two dense ones."""

    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.o = nn.Linear(WIDTH, WIDTH)
        self.ln1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.ln2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, bias):
        """From (windows, pieces, width) to the same."""
        batch, count, _ = x.shape
        q, k, v = self.qkv(x).view(batch, count, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            mixed = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias, -1) @ v
        else:
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.ln1(x + self.drop(self.o(mixed.transpose(1, 2).reshape(batch, count, WIDTH))))
        return self.ln2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    """Scores each piece for each label; signs are added below the first layer and again above the last."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.where = nn.Embedding(512, WIDTH)
        self.ln = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.low = nn.ModuleList(nn.Embedding(size, WIDTH) for size in SIGN_SIZES)
        self.top = nn.ModuleList(nn.Embedding(size, SIGN_WIDTH) for size in SIGN_SIZES)
        self.mix = nn.Linear(WIDTH + SIGN_WIDTH, 128)
        self.out = nn.Linear(128, len(LABELS))
        self.skip = nn.Linear(WIDTH + SIGN_WIDTH, len(LABELS))
        for table in self.low:
            nn.init.zeros_(table.weight)
        for table in self.top:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, pieces, signs, mask):
        """Pieces (windows, pieces), signs (windows, pieces, 5), mask (windows, pieces) → (windows, pieces, labels)."""
        x = self.words(pieces) + self.where.weight[: pieces.shape[1]]
        for number, table in enumerate(self.low):
            x = x + table(signs[:, :, number])
        x = self.drop(self.ln(x))
        bias = ((1 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        told = self.top[0](signs[:, :, 0])
        for number in range(1, len(self.top)):
            told = told + self.top[number](signs[:, :, number])
        both = torch.cat([x, told], -1)
        return self.out(functional.gelu(self.mix(self.drop(both)))) + self.skip(both)

    def take(self, path):
        """Take BERT's weights from a safetensors file."""
        given = load_file(path)
        state = self.state_dict()
        state["words.weight"] = given["embeddings.word_embeddings.weight"]
        state["where.weight"] = (
            given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0]
        )
        for part in ("weight", "bias"):
            state[f"ln.{part}"] = given[f"embeddings.LayerNorm.{part}"]
            for number in range(LAYERS):
                theirs, ours = f"encoder.layer.{number}.", f"layers.{number}."
                state[f"{ours}qkv.{part}"] = torch.cat(
                    [given[f"{theirs}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                )
                state[f"{ours}o.{part}"] = given[f"{theirs}attention.output.dense.{part}"]
                state[f"{ours}ln1.{part}"] = given[f"{theirs}attention.output.LayerNorm.{part}"]
                state[f"{ours}up.{part}"] = given[f"{theirs}intermediate.dense.{part}"]
                state[f"{ours}down.{part}"] = given[f"{theirs}output.dense.{part}"]
                state[f"{ours}ln2.{part}"] = given[f"{theirs}output.LayerNorm.{part}"]
        self.load_state_dict(state)
